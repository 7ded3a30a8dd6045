import { Group, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Language, languages, speak } from '../../messages/language.ts'

/** Language and colours, kept in this browser. */
export function Preferences({ onLanguage }: { onLanguage?: (language: Language) => void }) {
  const { t, i18n } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const say = (language: Language) => {
    void speak(language)
    onLanguage?.(language)
  }
  return (
    <Group gap="xs" justify="center">
      <SegmentedControl
        size="xs"
        role="radiogroup"
        aria-label={t('session.language')}
        value={i18n.language === 'de' ? 'de' : 'en'}
        onChange={(value) => say(value as Language)}
        data={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
      />
      <SegmentedControl
        size="xs"
        role="radiogroup"
        aria-label={t('session.colours')}
        value={colorScheme}
        onChange={(value) => setColorScheme(value as typeof colorScheme)}
        data={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`session.${value}`) }))}
      />
    </Group>
  )
}

import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** A search that follows the typing with a short pause. `/` leads to it from anywhere on the page. */
export function SearchField({
  label,
  value,
  onSearch,
}: {
  label: string
  value: string | undefined
  onSearch: (value: string | undefined) => void
}) {
  const { t } = useTranslation()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(value ?? '')
  const asked = useRef(value)
  const ask = (next: string) => {
    asked.current = next.trim() || undefined
    onSearch(asked.current)
  }
  const askSoon = useDebouncedCallback(ask, 250)
  useHotkeys([['/', () => field.current?.focus()]])
  // The address may change without typing: the back button, a cleared filter.
  useEffect(() => {
    if (value === asked.current) return
    asked.current = value
    setTyped(value ?? '')
  }, [value])
  return (
    <TextInput
      ref={field}
      type="search"
      aria-label={label}
      placeholder={label}
      maxLength={200}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed && (
          <CloseButton
            size="sm"
            aria-label={t('common.clear')}
            onClick={() => {
              setTyped('')
              ask('')
              field.current?.focus()
            }}
          />
        )
      }
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        askSoon(event.currentTarget.value)
      }}
      flex="1 1 16rem"
    />
  )
}

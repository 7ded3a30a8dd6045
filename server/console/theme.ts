import { type CSSVariablesResolver, createTheme } from '@mantine/core'

/** Colours, type and sizes of the console. Shades are chosen so that text keeps 4.5:1 against what lies behind it. */
export const theme = createTheme({
  primaryColor: 'harbor',
  primaryShade: { light: 8, dark: 8 },
  colors: {
    harbor: [
      '#ebf6f6',
      '#d4eaeb',
      '#a9d4d7',
      '#7cbfc4',
      '#5aaeb4',
      '#3f9ba2',
      '#2a868d',
      '#1c747b',
      '#126369',
      '#064c51',
    ],
  },
  black: '#1d2528',
  defaultRadius: 'md',
  respectReducedMotion: true,
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.3' },
      h2: { fontSize: '1.125rem', lineHeight: '1.4' },
      h3: { fontSize: '1rem', lineHeight: '1.45' },
    },
  },
  components: {
    TextInput: { defaultProps: { withAsterisk: false } },
    PasswordInput: { defaultProps: { withAsterisk: false } },
    Textarea: { defaultProps: { withAsterisk: false } },
    Select: { defaultProps: { withAsterisk: false, checkIconPosition: 'right' } },
    Modal: { defaultProps: { centered: true } },
    Tooltip: { defaultProps: { openDelay: 400 } },
  },
})

/** Mantine's secondary texts are too pale for 4.5:1; these are not. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f7f8f8',
    '--mantine-color-dimmed': '#546064',
    '--mantine-color-placeholder': '#667176',
    '--mantine-color-error': '#b42323',
    '--mantine-color-default-border': '#d3d9da',
    '--firstline-surface': '#ffffff',
    '--firstline-line': '#e3e7e8',
    '--firstline-requester': '#eef1f2',
    '--firstline-bot': '#efecfa',
    '--firstline-agent': '#dceff0',
    '--firstline-note': '#fff3cf',
    '--firstline-note-line': '#b98900',
    '--firstline-note-text': '#6b4e00',
    '--firstline-bot-text': '#53409c',
    '--firstline-mark': '#fde68a',
  },
  dark: {
    '--mantine-color-body': '#171b1d',
    '--mantine-color-text': '#dfe4e6',
    '--mantine-color-default': '#22282b',
    '--mantine-color-default-hover': '#2b3235',
    '--mantine-color-dimmed': '#a2adb1',
    '--mantine-color-placeholder': '#8c979b',
    '--mantine-color-error': '#ff8f8f',
    '--mantine-color-default-border': '#3c4549',
    '--firstline-surface': '#1f2527',
    '--firstline-line': '#31393c',
    '--firstline-requester': '#2a3134',
    '--firstline-bot': '#2c2841',
    '--firstline-agent': '#143f43',
    '--firstline-note': '#3d3113',
    '--firstline-note-line': '#d3a52b',
    '--firstline-note-text': '#f3d98f',
    '--firstline-bot-text': '#c3b7f5',
    '--firstline-mark': '#7a5c00',
  },
})

import { TextInput } from '@mantine/core'

/** The name of a thing in its dialog: needed, more than spaces, focused when the dialog opens. */
export function NameInput(props: { label: string; value: string; onChange: (name: string) => void }) {
  return (
    <TextInput
      label={props.label}
      required
      pattern=".*\S.*"
      maxLength={200}
      data-autofocus
      dir="auto"
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  )
}

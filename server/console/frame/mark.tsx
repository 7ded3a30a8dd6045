import { Group, Text } from '@mantine/core'

/** The name with its sign: three lines, the first the longest. */
export function Mark() {
  return (
    <Group gap={10} wrap="nowrap">
      <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="var(--mantine-color-harbor-8)" />
        <path d="M8 10h16M8 16h11M8 22h6" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
      </svg>
      <Text component="span" fw={650} size="lg">
        Firstline
      </Text>
    </Group>
  )
}

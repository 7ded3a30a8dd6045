import { notifications } from '@mantine/notifications'

/** Says in passing that something worked. */
export function tellDone(message: string): void {
  notifications.show({ message, autoClose: 3_000 })
}

/** Says that something did not work; stays until it is read. */
export function tellFailure(message: string): void {
  notifications.show({ message, color: 'red', autoClose: 12_000 })
}

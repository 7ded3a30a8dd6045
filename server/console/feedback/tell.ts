import { notifications } from '@mantine/notifications'
import i18next from 'i18next'

/** Says in passing that something worked. */
export function tellDone(message: string): void {
  notifications.show({ message, autoClose: 3_000, closeButtonProps: closeButton() })
}

/** Says that something did not work; stays until there was time to read it. */
export function tellFailure(message: string): void {
  notifications.show({ message, color: 'red', autoClose: 12_000, closeButtonProps: closeButton() })
}

const closeButton = () => ({ 'aria-label': i18next.t('common.close') })

/** The few drawings of the page. All are decoration beside a text, so they are hidden from screen readers. */
function Icon({ path }: { path: string }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={path} />
    </svg>
  )
}

export const BotIcon = () => (
  <Icon path="M5 4h14a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3h-6l-5 4v-4H5a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3ZM7 9.5h10M7 13.5h6" />
)
export const SendIcon = () => <Icon path="M12 20V5M5.5 11.5 12 5l6.5 6.5" />
export const PlusIcon = () => <Icon path="M12 5v14M5 12h14" />
export const BackIcon = () => <Icon path="M19 12H5M11.5 5.5 5 12l6.5 6.5" />
export const DownIcon = () => <Icon path="M12 5v14M5.5 12.5 12 19l6.5-6.5" />
export const PageIcon = () => <Icon path="M6 3h8l5 5v13H6ZM14 3v5h5M9 13h7M9 17h5" />
export const OutIcon = () => <Icon path="M14 4h6v6M20 4l-9 9M18 14v6H4V6h6" />
export const ClipIcon = () => (
  <Icon path="m20 11.5-8.2 8.2a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8l-8.5 8.4a1.7 1.7 0 0 1-2.4-2.4l7.6-7.6" />
)
export const CrossIcon = () => <Icon path="M6 6l12 12M18 6 6 18" />

import { Component, type ReactNode } from 'react'
import { useWords } from './words/language.tsx'

/** Shows a way on when something below it fails to render, instead of an empty page. */
export class Mishap extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    return this.state.hasFailed ? <WayOn /> : this.props.children
  }
}

function WayOn() {
  const words = useWords()
  return (
    <main className="column centred" role="alert">
      <p>{words.crashed}</p>
      <button type="button" className="solid" onClick={() => location.reload()}>
        {words.reload}
      </button>
    </main>
  )
}

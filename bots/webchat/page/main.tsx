import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { openChat } from './chat.ts'
import { Mishap } from './mishap.tsx'
import { Speak } from './words/language.tsx'
import './styles/page.css'
import './styles/log.css'
import './styles/composer.css'
import './styles/files.css'
import './styles/prose.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element with the id “root”')
createRoot(root).render(
  <Speak>
    <Mishap>
      <App chat={openChat()} />
    </Mishap>
  </Speak>,
)

import { useSyncExternalStore } from 'react'
import { ArticlePage } from './article-page.tsx'
import type { Chat } from './chat.ts'
import { ChatPage } from './chat-page.tsx'
import { routeOf, useAddress } from './route.ts'
import { useUnreadTitle } from './unread-title.ts'

/** The whole page: the chat, or an article that an answer came from. The chat goes on behind an article. */
export function App({ chat }: { chat: Chat }) {
  const state = useSyncExternalStore(chat.subscribe, chat.state)
  const { path, hash } = useAddress()
  const route = routeOf(path)
  useUnreadTitle(state.transcript)
  return route.page === 'article' ? (
    <ArticlePage key={route.id} id={route.id} hash={hash} />
  ) : (
    <ChatPage chat={chat} state={state} />
  )
}

import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { Refused } from '../api/request.ts'
import { sessionQuery } from '../features/session/session.ts'
import { SetUpPage } from '../features/session/set-up-page.tsx'
import { SignInPage } from '../features/session/sign-in-page.tsx'
import { readTicketFilters } from '../features/tickets/ticket-filters.ts'
import { TicketListPage } from '../features/tickets/ticket-list-page.tsx'
import { LinesLoading } from '../feedback/lines-loading.tsx'
import { speak, spokenLanguage } from '../messages/language.ts'
import { Crash } from './crash.tsx'
import { Frame } from './frame.tsx'
import { NotFound } from './not-found.tsx'

type Search = Record<string, unknown>
const text = (search: Search, name: string) => (typeof search[name] === 'string' ? search[name] : undefined)

function Nowhere() {
  return (
    <main>
      <NotFound />
    </main>
  )
}

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Outlet,
  notFoundComponent: Nowhere,
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Search): { next?: string } => ({ next: text(search, 'next') }),
  component: SignInPage,
})

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: (search: Search): { token?: string } => ({ token: text(search, 'token') }),
  component: SetUpPage,
})

/** All that needs somebody signed in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Frame,
  beforeLoad: async ({ context, location }) => {
    try {
      const { person } = await context.queries.ensureQueryData(sessionQuery)
      if (person.language !== spokenLanguage()) await speak(person.language)
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 401) throw error
      const next = location.href === '/' ? undefined : location.href
      throw redirect({ to: '/sign-in', search: { next }, replace: true })
    }
  },
})

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/tickets', replace: true })
  },
})

const tickets = createRoute({
  getParentRoute: () => inside,
  path: '/tickets',
  validateSearch: readTicketFilters,
  component: TicketListPage,
})

const newTicket = createRoute({
  getParentRoute: () => inside,
  path: '/tickets/new',
  component: lazyRouteComponent(() => import('../features/tickets/new-ticket-page.tsx'), 'NewTicketPage'),
})

const ticket = createRoute({
  getParentRoute: () => inside,
  path: '/tickets/$number',
  component: lazyRouteComponent(() => import('../features/tickets/ticket-page.tsx'), 'TicketPage'),
})

const articles = createRoute({
  getParentRoute: () => inside,
  path: '/articles',
  validateSearch: (search: Search): { state?: string; q?: string } => ({
    state: text(search, 'state'),
    q: text(search, 'q'),
  }),
  component: lazyRouteComponent(() => import('../features/articles/article-list-page.tsx'), 'ArticleListPage'),
})

const newArticle = createRoute({
  getParentRoute: () => inside,
  path: '/articles/new',
  component: lazyRouteComponent(() => import('../features/articles/new-article-page.tsx'), 'NewArticlePage'),
})

const article = createRoute({
  getParentRoute: () => inside,
  path: '/articles/$id',
  component: lazyRouteComponent(() => import('../features/articles/article-page.tsx'), 'ArticlePage'),
})

const teams = createRoute({
  getParentRoute: () => inside,
  path: '/teams',
  component: lazyRouteComponent(() => import('../features/teams/teams-page.tsx'), 'TeamsPage'),
})

const people = createRoute({
  getParentRoute: () => inside,
  path: '/people',
  validateSearch: (search: Search): { show?: 'requester'; q?: string } => ({
    show: search.show === 'requester' ? 'requester' : undefined,
    q: text(search, 'q'),
  }),
  component: lazyRouteComponent(() => import('../features/people/people-page.tsx'), 'PeoplePage'),
})

const categories = createRoute({
  getParentRoute: () => inside,
  path: '/categories',
  component: lazyRouteComponent(() => import('../features/categories/categories-page.tsx'), 'CategoriesPage'),
})

const pages = root.addChildren([
  signIn,
  setUp,
  inside.addChildren([home, tickets, newTicket, ticket, articles, newArticle, article, teams, people, categories]),
])

/** All addresses of the console. Search parameters are plain text: the router's own JSON would turn a token of digits into a number. */
export function createPages(queries: QueryClient) {
  return createRouter({
    routeTree: pages,
    context: { queries },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultPendingComponent: LinesLoading,
    defaultErrorComponent: Crash,
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const known = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
      const query = new URLSearchParams(known.map(([name, value]) => [name, String(value)])).toString()
      return query ? `?${query}` : ''
    },
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPages>
  }
}

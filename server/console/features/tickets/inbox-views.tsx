import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from './inbox-views.module.css'
import { type TicketFilters, views } from './ticket-filters.ts'
import { inboxQuery } from './ticket-queries.ts'

/** The views of the inbox, each with how many tickets it holds now. */
export function InboxViews({ shown = 'all' }: { shown: TicketFilters['view'] | 'all' }) {
  const { t } = useTranslation()
  const counts = useQuery(inboxQuery)
  return (
    <nav aria-label={t('inbox.views')}>
      <ul className={classes.views}>
        {views.map((view) => (
          <li key={view}>
            <Link
              to="/tickets"
              search={view === 'all' ? {} : { view }}
              className={classes.view}
              data-shown={view === shown || undefined}
              data-pressing={(view === 'due' && (counts.data?.due ?? 0) > 0) || undefined}
              aria-current={view === shown ? 'page' : undefined}
              activeOptions={{ exact: true }}
            >
              {t(`inbox.${view}`)} <span className={classes.count}>{counts.data?.[view] ?? '\u2007'}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

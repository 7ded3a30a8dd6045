import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../core/messages/catalogue.ts'
import { chooseTeam } from '../../../core/routing/choose-team.ts'

const words = catalogue('en')
const teams = [
  { id: 'desk', name: 'Service Desk', level: 'second' as const, isDefault: true },
  { id: 'pay', name: 'Payroll', level: 'second' as const, isDefault: false },
  { id: 'experts', name: 'Experts', level: 'third' as const, isDefault: true },
]
const rules = [
  { name: 'IT', keywords: ['vpn', 'laptop'], teamId: null },
  { name: 'Pay', keywords: ['payslip', 'parental leave', 'Gehalt'], teamId: 'pay' },
  { name: 'Gateway', keywords: ['gateway'], teamId: 'experts' },
]
const choose = (request: string, article: string | null = null, level: 'second' | 'third' = 'second') =>
  chooseTeam(request, article, level, rules, teams, words)

describe('choosing a team', () => {
  it.each([
    ['a keyword leads to the team of its category', 'Where is my payslip?', null, 'Pay', 'Payroll'],
    ['a keyword of two words counts', 'about PARENTAL-LEAVE please', null, 'Pay', 'Payroll'],
    ['the category with more keywords wins', 'laptop and vpn, not the payslip', null, 'IT', 'Service Desk'],
    ['a category without a team goes to the default team', 'my vpn', null, 'IT', 'Service Desk'],
    ['a team of another level is not taken', 'the gateway', null, 'Gateway', 'Service Desk'],
    ['part of a word is not a keyword', 'laptops vpnish', null, null, 'Service Desk'],
    ['the category of the closest article decides where no keyword does', 'hello', 'Pay', 'Pay', 'Payroll'],
    ['an article category without a rule is kept as the category', 'hello', 'Travel', 'Travel', 'Service Desk'],
    ['nothing at all goes to the default team', '🙂', null, null, 'Service Desk'],
  ])('%s', (_situation, request, article, category, team) => {
    const decision = choose(request, article)
    expect(decision?.category ?? null).toBe(category)
    expect(decision?.team.name).toBe(team)
  })

  it('takes the category earlier in the alphabet where two are spoken of as often, in whatever order they come', () => {
    for (const ordered of [rules, [...rules].reverse()])
      expect(chooseTeam('laptop or payslip', null, 'second', ordered, teams, words)?.category).toBe('IT')
  })

  it('takes the team of the category, or the default team, of the level that is asked for', () => {
    expect(choose('the gateway', null, 'third')?.team.name).toBe('Experts')
    expect(choose('my payslip', null, 'third')).toMatchObject({ category: 'Pay', team: { name: 'Experts' } })
  })

  it('says why in a sentence', () => {
    expect(choose('my payslip')?.why).toBe(
      'Category “Pay”: the request speaks of “payslip”. The category belongs to Payroll.',
    )
  })

  it('says so where no category fits', () => {
    expect(choose('hello')?.why).toBe(
      'No category fits the request. Service Desk takes what no category claims at the second level.',
    )
  })

  it('decides nothing where the level has no default team', () => {
    expect(chooseTeam('x', null, 'third', rules, teams.slice(0, 2), words)).toBeNull()
  })
})

import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import type { DeskOutcome, DeskWork, DeskWorkName } from '../../core/ports.ts'
import { asksFirst, type FormOrigin, formFor, isEmpty, workOf } from './form.ts'
import { channelName } from './inbound.ts'
import type { Listening } from './requesters.ts'
import { wordsOf } from './words.ts'

/** Agents: the buttons of a ticket's card, the forms behind them, and the command that makes a channel a team's desk. */
export function listenToAgents(app: App, { host, client, identify, onError }: Listening): void {
  /** Only who asked for it sees how it ended; everybody sees the card change. */
  const tell = (outcome: DeskOutcome, channel: string, thread: string, user: string) => {
    client.chat.postEphemeral({ channel, user, thread_ts: thread, text: outcome.text }).catch(onError)
  }

  app.action(/^desk:/, async ({ ack, body, action }) => {
    const press = body as BlockAction<ButtonAction>
    const button = action as ButtonAction
    const work = button.action_id.slice('desk:'.length) as DeskWorkName
    const channel = press.channel?.id ?? ''
    const thread = press.message?.ts ?? ''
    const team = press.team?.id ?? ''
    const ticket = Number(button.value)
    const sender = await identify(press.user.id, team)
    if (asksFirst.includes(work)) {
      const choices = await host.desk.choices(ticket)
      await ack()
      if (isEmpty(work, choices)) return
      const origin: FormOrigin = { ticket, work, channel, thread }
      await client.views.open({
        trigger_id: press.trigger_id,
        view: formFor(origin, button.text.text, choices, sender.language),
      })
      return
    }
    const outcome = await host.desk.work({
      channel: channelName,
      workspace: team,
      place: channel,
      externalId: `desk/${channel}/${thread}/${press.user.id}/${button.action_ts}`,
      sender,
      ticket,
      work: { do: work } as DeskWork,
    })
    await ack()
    tell(outcome, channel, thread, press.user.id)
  })

  app.view('desk', async ({ ack, body, view }) => {
    const { ticket, work: name, channel, thread } = JSON.parse(view.private_metadata) as FormOrigin
    const team = body.team?.id ?? ''
    const work = workOf(name, view.state.values)
    if (!work) return
    const outcome = await host.desk.work({
      channel: channelName,
      workspace: team,
      place: channel,
      externalId: `form/${view.id}`,
      sender: await identify(body.user.id, team),
      ticket,
      work,
    })
    await ack()
    tell(outcome, channel, thread, body.user.id)
  })

  app.command('/firstline', async ({ ack, command }) => {
    const { channel_id: place, channel_name: name, team_id: workspace, user_id: user } = command
    const sender = await identify(user, workspace)
    const [word = '', ...rest] = command.text.trim().split(/\s+/)
    const say = ({ text }: DeskOutcome) => ack({ response_type: 'ephemeral', text })
    if (word === 'team') {
      const desk = { channel: channelName, workspace, place, address: { channel: place }, name }
      const team = rest.join(' ') || null
      return say(await host.desk.bind({ ...desk, team, language: sender.language ?? 'en' }, sender))
    }
    if (word === 'available' || word === 'away')
      return say(await host.desk.setPresence({ channel: channelName, workspace }, sender, word))
    return say({ done: true, text: wordsOf(sender.language).usage })
  })
}

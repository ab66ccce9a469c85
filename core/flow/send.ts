// A claimed touch: everything slow first, then one last look at the customer, then nothing but the send.
import { CHANNEL_NEEDS } from '#core/channel';
import { type Clearance, clearanceOf } from '#core/clearance';
import type { Customer } from '#core/customer';
import { holdTouch } from '#core/flow/hold';
import { enterAnswer, writeRecord } from '#core/flow/ledger';
import { type Promised, promiseIncentive } from '#core/flow/promise';
import type { SendEnd, SendTask } from '#core/flow/send-task';
import { stopEnrollment } from '#core/flow/stop';
import { worthOf } from '#core/insight';
import { renderMessage } from '#core/message';
import { urlsOf } from '#core/pages/link';
import type { Outgoing, Services } from '#core/ports';
import { incentiveFor } from '#core/sequence';
import { dayOf } from '#core/time';

/** A message that may leave, with all that is in it. */
export type Ready = { readonly say: 'send'; readonly outgoing: Outgoing; readonly promised: Promised };
type Barred = Exclude<Clearance, { say: 'send' }> | { readonly say: 'fail' };
type Looked = {
  readonly promised: Promised;
  readonly clearance: Clearance;
  readonly customer: Customer | undefined;
};

/**
 * Gathers what a send needs: the incentive's money and code first, the customer's row last. A stop whose writes came
 * before that last look prevents the message. A fault here is certain: nothing went out.
 */
export async function prepareSend(services: Services, task: SendTask): Promise<Ready | Barred> {
  const { clearance, promised, customer } = await lastLook(services, task);
  if (clearance.say !== 'send') return clearance;
  const outgoing = customer === undefined ? undefined : outgoingOf(services, task, promised, customer);
  return outgoing === undefined ? { say: 'fail' } : { say: 'send', outgoing, promised };
}

async function lastLook(services: Services, task: SendTask): Promise<Looked> {
  if (task.touch.incentive === undefined) return look(services, task, { status: 'none' });
  // Money once reserved is not given back, so it is reserved only for a message that would go out as things stand.
  const before = await look(services, task, { status: 'none' });
  const name = before.customer === undefined ? undefined : await incentiveNow(services, task, before.customer);
  if (before.clearance.say !== 'send' || name === undefined) return before;
  return look(services, task, await promiseIncentive(services, task.enrollment, task.published, task.touch, name));
}

/** Only a touch that tells value tiers apart asks what was learned of the shop. */
async function incentiveNow({ models, clock }: Services, { touch, published: { shop } }: SendTask, customer: Customer) {
  if (typeof touch.incentive !== 'object') return incentiveFor(touch, undefined);
  const worth = worthOf(customer, await models.newest(), dayOf(clock.now(), shop.timeZone));
  return incentiveFor(touch, worth?.tier);
}

async function look(services: Services, task: SendTask, promised: Promised): Promise<Looked> {
  const { enrollment, published, touch, turnEnds } = task;
  const breaker = await services.reputation.breaker();
  const customer = await services.customers.get(enrollment.customerId);
  if (customer === undefined) return { promised, customer, clearance: { say: 'stop', because: 'unreachable' } };
  const facts = { now: services.clock.now(), timeScale: services.timeScale, enrollment, customer, touch, turnEnds };
  const { sequence, shop } = published;
  return {
    promised,
    customer,
    clearance: clearanceOf({ ...facts, sequence, cap: shop.cap, breaker, incentive: promised.status }),
  };
}

/** Obeys what was prepared: sends at once, without waiting for anything else, or writes down why not. */
export async function finishSend(services: Services, task: SendTask, prepared: Ready | Barred): Promise<SendEnd> {
  switch (prepared.say) {
    case 'send': {
      const answer = await services.senders[task.touch.channel].send(prepared.outgoing);
      return enterAnswer(services, task, prepared.promised, answer);
    }
    case 'skip':
      return writeRecord(services, task, { status: 'skipped', because: prepared.because });
    case 'hold':
      await holdTouch(services, task, prepared.until, prepared.because);
      return { status: 'held' };
    case 'stop': {
      await writeRecord(services, task, { status: 'skipped', because: 'stopped' });
      const stop = { at: services.clock.now(), because: prepared.because };
      return stopEnrollment(services, task.enrollment, stop, undefined, task.published.sequence);
    }
    case 'fail': {
      const detail = 'the message cannot be rendered for this customer; run winback preview to see why';
      return writeRecord(services, task, { status: 'failed', because: 'unrenderable', detail });
    }
  }
}

function outgoingOf(services: Services, task: SendTask, promised: Promised, customer: Customer): Outgoing | undefined {
  const { enrollment, published, touch } = task;
  const { shop } = published;
  const urls = urlsOf(services.links, { ...enrollment, channel: touch.channel });
  const offer = promised.status === 'reserved' ? promised.offer : undefined;
  const terms = offer === undefined ? undefined : published.incentives[offer.incentive];
  const incentive = offer === undefined || terms === undefined ? undefined : { terms, offer };
  const today = dayOf(services.clock.now(), shop.timeZone);
  const facts = { customer, shop, timeZone: enrollment.timeZone, today, ...urls, incentive };
  const rendered = renderMessage(published, touch, facts);
  const to = customer[CHANNEL_NEEDS[touch.channel].contact];
  if (rendered.status === 'unrenderable' || to === undefined) return undefined;
  const { customerId, enrollmentId } = enrollment;
  const { unsubscribeUrl } = urls;
  return { customerId, enrollmentId, touchId: touch.id, to, message: rendered.message, unsubscribeUrl };
}

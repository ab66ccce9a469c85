// What is left to do once a response has been obeyed: the proof, the count of complaints, an answer to the customer's words.
import { newerAnswer } from '#core/away';
import { consentRecordsOf } from '#core/consent';
import type { Customer } from '#core/customer';
import { answerWords } from '#core/flow/answer-words';
import { changeEnrollment } from '#core/flow/change-row';
import { countComplaint } from '#core/flow/reputation';
import type { Services } from '#core/ports';
import type { Response } from '#core/response';

/** Each may be done again, and is, whenever the response comes again. `before` is the row as it was, if there was one. */
export async function remember(services: Services, response: Response, before: Customer | undefined): Promise<void> {
  const proof = consentRecordsOf(response, services.clock.now());
  if (proof.length > 0) await services.consents.append(proof);
  if (response.kind === 'complained') await countComplaint(services, response);
  if (response.kind === 'answered') await noteAnswer(services, response);
  await answerWords(services, response, before);
}

/** The report counts answers by the enrollment whose message asked. */
async function noteAnswer(services: Services, response: Extract<Response, { kind: 'answered' }>): Promise<void> {
  const { customerId, enrollmentId, away: reason, at } = response;
  if (enrollmentId === undefined) return;
  await changeEnrollment(services, { customerId, enrollmentId }, (row) => {
    const away = newerAnswer(row.away, { reason, at });
    return away === row.away ? undefined : { ...row, away };
  });
}

// What we hear of somebody: of a customer of ours by id, or of whoever has an address or a number.
import * as z from 'zod';
import { ContactKeySchema } from '#core/contact';
import { type Response, ResponseSchema, type Said } from '#core/response';

/** Stands for whoever it will be, while the rest of a response is judged. */
const SOMEBODY = 'somebody';

const SaidSchema = z.looseObject({}).transform((said, context): Said => {
  const parsed = ResponseSchema.safeParse({ ...said, customerId: SOMEBODY });
  if (parsed.success) {
    const { customerId: _nobody, ...response } = parsed.data;
    // The union without one of its fields is the union of its members without it.
    return response as Said;
  }
  for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path, message });
  return z.NEVER;
});

/** A response about a contact, as it lies on the queue: never the address itself. */
export const ContactResponseSchema = z.object({ contact: ContactKeySchema, said: SaidSchema });
export type ContactResponse = z.infer<typeof ContactResponseSchema>;

export type Heard = Response | ContactResponse;

/** Is only the contact known? */
export function isOfContact(heard: Heard): heard is ContactResponse {
  return 'contact' in heard;
}

/** The same response, as this customer's. */
export function addressedTo(said: Said, customerId: Response['customerId']): Response {
  return { ...said, customerId } as Response;
}

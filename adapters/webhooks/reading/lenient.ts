// How do we look at a field that others write? It may be missing or be something else, and the rest still counts.
import * as z from 'zod';

/** A text, if it is one. */
export const Text = z.string().optional().catch(undefined);
/** An id, if there is one: by an empty one all events would be the same. */
export const Id = z.string().min(1).optional().catch(undefined);
/** A code or an id, which some write as a text and some as a number. */
export const Code = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined);
/** Whatever stands there, for others to look at. */
export const Anything = z.unknown().optional();

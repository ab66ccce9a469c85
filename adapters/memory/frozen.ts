// How does a store in memory hand out its rows without copying them? They cannot be changed any more.

/** The value itself, frozen all the way down. Parts that are frozen already, as in a row saved before, are not walked again. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) frozen(part);
  return value;
}

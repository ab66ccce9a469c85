// What may a profile field of a company's own be called?
// "constructor" and "__proto__" would make a stored map look like an object of some class.
const OWN_FIELD = /^(?!constructor$|__proto__$)[A-Za-z0-9_]{1,40}$/;

/** May a field of one's own have this name, in files and in segments? */
export function isFieldName(name: string): boolean {
  return OWN_FIELD.test(name);
}

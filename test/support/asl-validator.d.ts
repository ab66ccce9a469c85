// What the tests use of asl-validator, which brings no types.
declare module 'asl-validator' {
  /** Adds its defaults to the definition that it is given. */
  function validate(definition: object): { isValid: boolean; errorsText(separator?: string): string };
  export = validate;
}

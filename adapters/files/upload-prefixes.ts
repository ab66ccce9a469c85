// Where in the bucket do files lie that are put there, and what is left of them? Plain data: the reader and the stack use it.
export const UPLOADS = 'imports/';
/** Rows that were not taken. */
export const REJECTS = 'rejects/';
/** Word of each upload: numbers, and the names of its columns. */
export const REPORTS = 'reports/';

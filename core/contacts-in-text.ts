// Does a text that somebody wrote somewhere name an address or a phone number? No story and no example repeats one.
const ADDRESS = /\S*@\S*/g;
const NUMBER = /\+\d(?:[\d\s().-]*\d)?|\d{7,}/g;

/** The text with words in the place of what looks like an address or a number of a person. */
export function withoutContacts(text: string): string {
  return text.replace(ADDRESS, 'an address').replace(NUMBER, 'a number');
}

/** Is there anything in the text that looks like one? */
export function namesContact(text: string): boolean {
  return withoutContacts(text) !== text;
}

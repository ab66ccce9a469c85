// Which phone number does a cell name, as carriers between countries write it (ITU-T E.164)?
import { type CountryCode, getCountries, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { CustomerSchema } from '#core/customer';

export type { CountryCode };

// Some numbers that a country could have are longer or shorter than what carriers between countries take.
const E164 = CustomerSchema.shape.phone;

/** `+12025550123`; undefined when it is none, or one without country code and no country is stated. */
export function phoneOf(written: string, country: CountryCode | undefined): string | undefined {
  const parsed = parsePhoneNumberFromString(written, country);
  return parsed?.isPossible() && E164.safeParse(parsed.number).success ? parsed.number : undefined;
}

/** The country that two letters name (ISO 3166), e.g. DE; undefined when phone numbers know of none such. */
export function countryOf(written: string): CountryCode | undefined {
  return getCountries().find((code) => code === written.toUpperCase());
}

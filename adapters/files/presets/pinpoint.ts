// What does an endpoint of an Amazon Pinpoint export say? JSON Lines, one endpoint a line; a user has several.
// Fields: Amazon Pinpoint Developer Guide, "Exporting endpoints", and API Reference, "EndpointResponse".
import { type Cells, idOfForeign, type Preset, passed } from '#adapters/files/preset';
import { CustomerIdSchema } from '#core/ids';

const CHANNELS: ReadonlyMap<string, 'email' | 'sms'> = new Map([
  ['EMAIL', 'email'],
  ['SMS', 'sms'],
]);

export const pinpoint: Preset = {
  customers: {
    export: 'an export of endpoints from Amazon Pinpoint',
    source: 'Amazon Pinpoint endpoint export',
    takes: {
      customer_id: ['User.UserId'],
      first_name: ['User.UserAttributes.FirstName'],
      last_name: ['User.UserAttributes.LastName'],
      time_zone: ['Demographic.Timezone'],
    },
    required: ['ChannelType', 'Address', 'Id'],
    reads: ['Id', 'ChannelType', 'Address', 'OptOut', 'EndpointStatus'],
    fields: { 'Location.Country': 'country' },
    fieldsUnder: 'User.UserAttributes.',
    notes: [
      'OptOut ALL withdraws the consent of its channel. OptOut NONE is what every endpoint begins with and grants nothing: name the attribute that says who agreed with --columns email_consent=User.UserAttributes.<name>.',
    ],
    translate(cells) {
      const id = idOf(cells);
      const named = { ...cells, ...(id === undefined ? {} : { customer_id: id }) };
      const channel = CHANNELS.get(cells.ChannelType?.toUpperCase() ?? '');
      if (channel === undefined) return passed('an endpoint of a channel other than EMAIL and SMS', named);
      // NONE is the one word that is no opt-out.
      const isOut = cells.OptOut !== undefined && cells.OptOut.toUpperCase() !== 'NONE';
      // Pinpoint sends nothing to an inactive endpoint, but what was said of it holds.
      const isActive = cells.EndpointStatus?.toUpperCase() !== 'INACTIVE';
      if (!isActive && !isOut) return passed('an inactive endpoint', named);
      return {
        status: 'cells',
        cells: {
          ...named,
          ...(isOut ? { [`${channel}_opt_out`]: 'yes' } : {}),
          ...(isActive && cells.Address !== undefined
            ? { [channel === 'email' ? 'email' : 'phone']: cells.Address }
            : {}),
        },
      };
    },
  },
};

/** The id of the user, or of the endpoint if it has none. One that could be the address or is no id of ours is not kept as it is. */
function idOf(cells: Cells): string | undefined {
  const id = cells.customer_id ?? cells.Id;
  if (id === undefined) return undefined;
  const isAddress = lettersOf(id) === lettersOf(cells.Address ?? '');
  return CustomerIdSchema.safeParse(id).success && !isAddress ? id : idOfForeign(id);
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

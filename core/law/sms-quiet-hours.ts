// At which hours does a law allow marketing SMS, where? Data: each rule with its source and how far it was verified.
import type { QuietHoursRule } from '#core/law/quiet-hours-rule';

/** Changes whenever a rule does; docs/sms-law.md is written from this file. */
export const SMS_LAW_VERSION = '2026-11-22';

const READ_ON = '2026-11-22';
const TEXT_READ = { verifiedOn: READ_ON, verified: 'text read' } as const;
const SECONDARY = { verifiedOn: READ_ON, verified: 'secondary' } as const;
/** Where several statutes copy Florida's: three calls or messages on one subject within 24 hours. */
const THREE = 3;

const daily = (from: string, to: string) => [{ days: 'mon-sun', from, to }];

export const SMS_QUIET_HOURS: readonly QuietHoursRule[] = [
  {
    place: 'US',
    hours: daily('08:00', '21:00'),
    source: '47 CFR 64.1200(c)(1)',
    url: 'https://www.ecfr.gov/current/title-47/section-64.1200',
    ...TEXT_READ,
    note: 'Whether consent lifts it is before the FCC (petition of March 2025); until it says so, it holds.',
  },
  {
    place: 'CT',
    hours: daily('09:00', '20:00'),
    source: 'Conn. Gen. Stat. 42-288a, as amended by P.A. 23-98 (SB 1058)',
    url: 'https://www.cga.ct.gov/current/pub/chap_743m.htm',
    ...SECONDARY,
    note: 'Names text and media messages. Hours after Manatt and TCPAWorld.',
  },
  {
    place: 'FL',
    hours: daily('08:00', '20:00'),
    mostADay: THREE,
    source: 'Fla. Stat. 501.616(6)',
    url: 'https://www.leg.state.fl.us/statutes/',
    ...TEXT_READ,
    note: 'Hours read in (6)(a); the three within 24 hours of (6)(b) after ClickPoint.',
  },
  {
    place: 'KY',
    hours: daily('10:00', '21:00'),
    source: 'KRS 367.46955',
    url: 'https://apps.legislature.ky.gov/law/statutes/',
    ...SECONDARY,
    note: 'Hours after Drop Cowboy and Call Desk. Speaks of live or recorded communication.',
  },
  {
    place: 'LA',
    hours: [{ days: 'mon-sat', from: '08:00', to: '20:00' }],
    notOn: 'louisiana',
    source: 'La. R.S. 45:811; La. PSC General Order R-29617 (V)(A)',
    url: 'https://www.legis.la.gov/legis/Law.aspx?d=100118',
    ...TEXT_READ,
    note: 'R.S. 45:811 is about dialling machines; the order, after dnc.com, knows no exception for consent. In a state of emergency there may be a ban that no table knows.',
  },
  {
    place: 'MA',
    hours: daily('08:00', '20:00'),
    source: '201 CMR 12.02(2)',
    url: 'https://www.mass.gov/regulations/201-CMR-1200-massachusetts-do-not-call-registry',
    ...TEXT_READ,
    note: 'About unsolicited telephonic sales calls; that it means SMS is not certain.',
  },
  {
    place: 'MD',
    hours: daily('08:00', '20:00'),
    mostADay: THREE,
    source: 'Md. Code, Com. Law 14-4502 (Stop the Spam Calls Act of 2023)',
    url: 'https://mgaleg.maryland.gov/mgawebsite/Laws/StatuteText',
    ...SECONDARY,
    note: 'Hours, and three calls or texts on one subject within 24 hours, after WMAR and Klein Moynihan.',
  },
  {
    place: 'ME',
    hours: [{ days: 'mon-fri', from: '09:00', to: '17:00' }],
    source: '10 M.R.S. 1498',
    url: 'https://legislature.maine.gov/statutes/10/title10sec1498.html',
    ...SECONDARY,
    note: 'About automated solicitation, after Call Desk; that it means SMS is not certain.',
  },
  {
    place: 'MN',
    hours: daily('09:00', '21:00'),
    source: 'Minn. Stat. 325E.30',
    url: 'https://www.revisor.mn.gov/statutes/cite/325E.30',
    ...SECONDARY,
    note: 'Hours after Drop Cowboy.',
  },
  {
    place: 'MS',
    hours: [{ days: 'mon-sat', from: '08:00', to: '20:00' }],
    source: 'Miss. Code 77-3-723',
    url: 'https://law.justia.com/codes/mississippi/title-77/chapter-3/article-15/section-77-3-723/',
    ...TEXT_READ,
    note: 'Nothing on Sundays. The act names text messages. Not on legal holidays until 2024; that is repealed.',
  },
  {
    place: 'NM',
    hours: daily('09:00', '21:00'),
    source: 'NMSA 57-12-22(B)(5)',
    url: 'https://law.justia.com/codes/new-mexico/chapter-57/article-12/section-57-12-22/',
    ...TEXT_READ,
    note: 'Read in the edition of 2006.',
  },
  {
    place: 'NV',
    hours: daily('09:00', '20:00'),
    source: 'NRS chapter 599B',
    url: 'https://www.leg.state.nv.us/nrs/nrs-599b.html',
    ...SECONDARY,
    note: 'Hours after Drop Cowboy; the section was not found.',
  },
  {
    place: 'OK',
    hours: daily('08:00', '20:00'),
    mostADay: THREE,
    source: '15 O.S. 775C.4 (Telephone Solicitation Act of 2022)',
    url: 'https://www.oscn.net/applications/oscn/index.asp?ftdb=STOKST15',
    ...SECONDARY,
    note: 'Hours after dnc.com; three within 24 hours after dnc.com and ClickPoint.',
  },
  {
    place: 'PA',
    hours: [{ days: 'mon-sat', from: '08:00', to: '21:00' }],
    notOn: 'federal',
    source: '73 P.S. 2245',
    url: 'https://www.attorneygeneral.gov/protect-yourself/consumer-advisories/',
    ...SECONDARY,
    note: 'Hours read in (a)(1); legal holidays after dnc.com, Sundays (from 18 October 2026) after Call Desk.',
  },
  {
    place: 'RI',
    hours: [
      { days: 'mon-fri', from: '09:00', to: '18:00' },
      { days: 'sat', from: '10:00', to: '17:00' },
    ],
    notOn: 'rhodeIsland',
    source: 'R.I. Gen. Laws 5-61-3.6 with 5-61-2 ("hours of operation")',
    url: 'https://webserver.rilegislature.gov/Statutes/TITLE5/5-61/5-61-3.6.htm',
    ...TEXT_READ,
    note: 'Names mobile numbers and holidays, and no Sundays. About unsolicited sales calls.',
  },
  {
    place: 'SD',
    hours: [{ days: 'mon-fri', from: '09:00', to: '21:00' }],
    source: 'SDCL 37-30-28',
    url: 'https://sdlegislature.gov/Statutes/37-30-28',
    ...TEXT_READ,
    note: 'About automated dialling systems, on weekdays; that it means SMS is not certain.',
  },
  {
    place: 'TX',
    hours: [
      { days: 'mon-sat', from: '09:00', to: '21:00' },
      { days: 'sun', from: '12:00', to: '21:00' },
    ],
    source: 'Tex. Bus. & Com. Code 301.051 with 302.001 (SB 140, 1 September 2025)',
    url: 'https://statutes.capitol.texas.gov/Docs/BC/htm/BC.301.htm',
    ...SECONDARY,
    note: 'Hours after Foster Garvey and Telnyx. Customers of the sender may be exempt; followed all the same.',
  },
  {
    place: 'UT',
    hours: [{ days: 'mon-sat', from: '08:00', to: '21:00' }],
    notOn: 'utah',
    source: 'Utah Code 13-25a-103(3)',
    url: 'https://le.utah.gov/xcode/Title13/Chapter25A/13-25a-S103.html',
    ...TEXT_READ,
    note: 'Names cellular telephones, Sundays and legal holidays. Not with prior express consent; followed all the same.',
  },
  {
    place: 'WA',
    hours: daily('08:00', '20:00'),
    source: 'RCW 19.158.040(2)',
    url: 'https://app.leg.wa.gov/RCW/default.aspx?cite=19.158.040',
    ...TEXT_READ,
    note: 'About calls; that it means SMS is not certain.',
  },
  {
    place: 'WY',
    hours: daily('08:00', '20:00'),
    source: 'Wyo. Stat. 40-12-302',
    url: 'https://wyoleg.gov/statutes/compress/title40.pdf',
    ...SECONDARY,
    note: 'The end after Call Desk; the section was not found.',
  },
  {
    place: 'FR',
    hours: [{ days: 'mon-sat', from: '08:00', to: '22:00' }],
    notOn: 'france',
    source: 'Charte Business Messaging of the af2m, 1 September 2024',
    url: 'https://af2m.org/la-charte-de-deontologie-applicable-aux-services-de-business-messaging-est-effective-depuis-le-1er-septembre-2024',
    ...TEXT_READ,
    note: 'A contract of all operators and no statute: working days from 8 to 22.',
  },
];

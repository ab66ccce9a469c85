// Where may a number that begins with +1 be, by its area code? States, territories, and all time zones in question.
import type { TimeZone } from '#core/time';

/** Asking the runtime whether a zone exists takes milliseconds of every cold start: a test asks instead. */
const zone = (name: string): TimeZone => name as TimeZone;
const E = [zone('America/New_York')];
const C = [zone('America/Chicago')];
const M = [zone('America/Denver')];
const P = [zone('America/Los_Angeles')];
const EC = [...E, ...C];
const CM = [...C, ...M];
const MP = [...M, ...P];
const ARIZONA = [zone('America/Phoenix')];

/** A piece of a state: the area codes that lie within the same time zones. */
type Piece = readonly [zones: readonly TimeZone[], codes: string];
type Place = { readonly name: string; readonly pieces: readonly Piece[] };

const place = (name: string, ...pieces: readonly Piece[]): Place => ({ name, pieces });

/**
 * The states, the District of Columbia and the territories that have area codes, by their postal abbreviations. After
 * libphonenumber's metadata (github.com/google/libphonenumber, resources/timezones and resources/geocoding, as in phonenumbers
 * 9.0.43), read on 2026-11-22; an overlay has the zones of the code that it lies over. A code that is not here (toll-free,
 * non-geographic, newer than this table) may be anywhere in the US.
 */
export const US_PLACES = {
  AK: place('Alaska', [[zone('America/Anchorage'), zone('America/Adak')], '907']),
  AL: place('Alabama', [C, '205 251 256 334 659 938']),
  AR: place('Arkansas', [C, '327 479 501 870']),
  AZ: place('Arizona', [ARIZONA, '480 520 602 623'], [[...ARIZONA, ...M], '928']),
  CA: place('California', [
    P,
    '209 213 279 310 323 341 350 369 408 415 424 442 510 530 559 562 619 626 628 650 657 661 669 707 714 738 747 760 805 818 820 831 840 858 909 916 925 949 951',
  ]),
  CO: place('Colorado', [M, '303 719 720 748 970 983']),
  CT: place('Connecticut', [E, '203 475 860 959']),
  DC: place('District of Columbia', [E, '202 771']),
  DE: place('Delaware', [E, '302']),
  FL: place(
    'Florida',
    [E, '239 305 321 324 352 386 407 561 645 656 689 727 728 754 772 786 813 863 904 941 954'],
    [EC, '448 850'],
  ),
  GA: place('Georgia', [E, '229 404 470 478 678 706 762 770 912 943']),
  HI: place('Hawaii', [[zone('Pacific/Honolulu')], '808']),
  IA: place('Iowa', [C, '319 515 563 641 712']),
  ID: place('Idaho', [MP, '208 986']),
  IL: place('Illinois', [C, '217 224 309 312 331 447 464 618 630 708 730 773 779 815 847 872']),
  IN: place('Indiana', [E, '260 317 463 765'], [EC, '219 574 812 930']),
  KS: place('Kansas', [C, '316 913'], [CM, '620 785']),
  KY: place('Kentucky', [E, '502 859'], [EC, '270 364 606']),
  LA: place('Louisiana', [C, '225 318 337 504 985']),
  MA: place('Massachusetts', [E, '339 351 413 508 617 774 781 857 978']),
  MD: place('Maryland', [E, '227 240 301 410 443 667']),
  ME: place('Maine', [E, '207']),
  MI: place('Michigan', [E, '231 248 269 313 517 586 616 734 810 947 989'], [EC, '906']),
  MN: place('Minnesota', [C, '218 320 507 612 651 763 952']),
  MO: place('Missouri', [C, '235 314 417 557 573 636 660 816 975']),
  MS: place('Mississippi', [C, '228 601 662 769']),
  MT: place('Montana', [M, '406']),
  NC: place('North Carolina', [E, '252 336 472 704 743 828 910 919 980 984']),
  ND: place('North Dakota', [CM, '701']),
  NE: place('Nebraska', [C, '402 531'], [CM, '308']),
  NH: place('New Hampshire', [E, '603']),
  NJ: place('New Jersey', [E, '201 551 609 640 732 848 856 862 908 973']),
  NM: place('New Mexico', [M, '505 575']),
  NV: place('Nevada', [P, '702 725'], [MP, '775']),
  NY: place('New York', [E, '212 315 329 332 347 363 516 518 585 607 631 646 680 716 718 838 845 914 917 929 934']),
  OH: place('Ohio', [E, '216 220 234 283 326 330 380 419 440 513 567 614 740 937']),
  OK: place('Oklahoma', [C, '405 539 572 580 918']),
  OR: place('Oregon', [P, '503 971'], [MP, '458 541']),
  PA: place('Pennsylvania', [E, '215 223 267 272 412 445 484 570 582 610 717 724 814 835 878']),
  RI: place('Rhode Island', [E, '401']),
  SC: place('South Carolina', [E, '803 821 839 843 854 864']),
  SD: place('South Dakota', [CM, '605']),
  TN: place('Tennessee', [C, '615 629 731 901 931'], [E, '865'], [EC, '423']),
  TX: place(
    'Texas',
    [C, '210 214 254 281 325 346 361 409 430 432 469 512 682 713 726 737 806 817 830 832 903 936 940 945 956 972 979'],
    [M, '915'],
  ),
  UT: place('Utah', [M, '385 435 801']),
  VA: place('Virginia', [E, '276 434 540 571 686 703 757 804 826 948']),
  VT: place('Vermont', [E, '802']),
  WA: place('Washington', [P, '206 253 360 425 509 564']),
  WI: place('Wisconsin', [C, '262 274 353 414 534 608 715 920']),
  WV: place('West Virginia', [E, '304 681']),
  WY: place('Wyoming', [M, '307']),
  AS: place('American Samoa', [[zone('Pacific/Pago_Pago')], '684']),
  GU: place('Guam', [[zone('Pacific/Guam')], '671']),
  MP: place('Northern Mariana Islands', [[zone('Pacific/Saipan')], '670']),
  PR: place('Puerto Rico', [[zone('America/Puerto_Rico')], '787 939']),
  VI: place('US Virgin Islands', [[zone('America/St_Thomas')], '340']),
} as const satisfies Readonly<Record<string, Place>>;
export type UsPlace = keyof typeof US_PLACES;

/** Canada and the other countries that share +1: the law of the US says nothing about them. */
const ELSEWHERE = new Set(
  // Canada
  (
    '204 226 236 249 250 257 263 273 289 306 343 354 365 367 368 382 403 416 418 428 431 437 438 450 468 474 506 514 519 548 ' +
    '579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 905 942 ' +
    // Bermuda and the Caribbean
    '242 246 264 268 284 345 441 473 649 658 664 721 758 767 784 809 829 849 868 869 876'
  ).split(' '),
);

type InTheUs = { readonly place: UsPlace; readonly zones: readonly TimeZone[] };

/** The names of `US_PLACES`; Object.keys forgets them. */
export const US_PLACE_NAMES = Object.keys(US_PLACES) as readonly UsPlace[];

const BY_CODE: ReadonlyMap<string, InTheUs> = new Map(
  US_PLACE_NAMES.flatMap((name) =>
    piecesOf(name).flatMap(([zones, codes]) => codes.split(' ').map((code) => [code, { place: name, zones }] as const)),
  ),
);

/** Where a number in E.164 may be: in a part of the US, anywhere there, or elsewhere. */
export function placeOfNumber(phone: string): InTheUs | 'anywhere in the US' | 'elsewhere' {
  if (!phone.startsWith('+1')) return 'elsewhere';
  const code = phone.slice(2, 5);
  return BY_CODE.get(code) ?? (ELSEWHERE.has(code) ? 'elsewhere' : 'anywhere in the US');
}

/** All time zones of a part of the US. */
export function zonesOf(name: UsPlace): readonly TimeZone[] {
  return [...new Set(piecesOf(name).flatMap(([zones]) => zones))];
}

const AMERICAN_ZONES: ReadonlySet<TimeZone> = new Set(US_PLACE_NAMES.flatMap(zonesOf));

/** Is this a time zone of some part of the US? */
export function isAmericanZone(timeZone: TimeZone): boolean {
  return AMERICAN_ZONES.has(timeZone);
}

const BY_NAME: ReadonlyMap<string, UsPlace> = new Map([
  ...US_PLACE_NAMES.flatMap((name) => [[name, name] as const, [US_PLACES[name].name.toUpperCase(), name] as const]),
  ['WASHINGTON DC', 'DC'],
  ['WASHINGTON STATE', 'WA'],
  ['VIRGIN ISLANDS', 'VI'],
]);

/** The part of the US that somebody wrote: `FL`, `florida`, `US-FL`, `Washington, D.C.`; undefined for anything else. */
export function usPlaceNamed(written: string): UsPlace | undefined {
  const words = written.toUpperCase().replaceAll('.', '').replace(/^US-/, '');
  return BY_NAME.get(words.replaceAll(/[\s,]+/g, ' ').trim());
}

function piecesOf(name: UsPlace): readonly Piece[] {
  return US_PLACES[name].pieces;
}

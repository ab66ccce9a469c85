// What a fit learned of the made customers' shop, as far as measurements need one.
import type { ShopModel } from '#core/model/shop-model';
import { SCAN_AT, TODAY } from './made-customer.ts';

/** How the customers of the CDNOW sample order and spend (Fader, Hardie & Lee 2005; Fader & Hardie 2013), and tiers that all have somebody. */
export const madeModel: ShopModel = {
  version: 1,
  fittedAt: SCAN_AT,
  until: TODAY,
  customers: 2_357,
  repeatCustomers: 946,
  orders: 6_696,
  timing: { status: 'fitted', model: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }, logLikelihood: -9_582.4 },
  spend: { status: 'fitted', model: { p: 6.25, q: 3.74, gamma: 15.44 }, logLikelihood: -4_055 },
  value: { by: 'expectedValue', floors: { top: 150, high: 60, middle: 15 } },
  scores: { recency: [-500, -300, -150, -50], frequency: [1, 2, 3, 5], money: [30, 50, 100, 200] },
};

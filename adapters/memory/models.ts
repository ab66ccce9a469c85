// What was learned of the shop in a simulation or a test?
import { frozen } from '#adapters/memory/frozen';
import type { ShopModel } from '#core/model/shop-model';
import type { Models } from '#core/ports';

/** The port `Models` in memory. Nothing that a caller does to a model can change the store. */
export function createMemoryModels(): Models {
  const versions: ShopModel[] = [];

  return {
    async newest() {
      return versions.at(-1);
    },
    async save(model) {
      const version = versions.length + 1;
      versions.push(frozen({ ...structuredClone(model), version }));
      return version;
    },
  };
}

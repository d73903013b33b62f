import type { Particulars } from '../domain/refusal.ts';
import type { ProblemKind } from './problemKinds.ts';

/** A request that the API turns away before anybody is asked. `detail` is a key of `details.` in `locales/`. */
export class Unfit extends Error {
  override readonly name = 'Unfit';
  readonly kind: ProblemKind;
  readonly detail: string;
  readonly particulars: Particulars;
  readonly headers: { [name: string]: string };

  constructor(kind: ProblemKind, detail: string, particulars: Particulars = {}, headers: Unfit['headers'] = {}) {
    super(`${kind}: ${detail}`);
    this.kind = kind;
    this.detail = detail;
    this.particulars = particulars;
    this.headers = headers;
  }
}

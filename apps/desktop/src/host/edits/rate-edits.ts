import { type IsoDate, rateSchema } from '@fieldgoal/domain';
import { EditRefused } from '../edit-refused.ts';
import type { Workspace } from '../workspace.ts';
import { commitEdit, create, existing, newRecord, update } from './commit-edit.ts';

const NANO_DIGITS = 9;
const MAX_RATE_NANO = rateSchema.shape.rateNano.maxValue ?? Number.MAX_SAFE_INTEGER;

/**
 * Adds what a unit of a currency is worth from a day on (rule M1), exactly as it was written.
 *
 * Shape: `rate` is decimal text in the organization's currency, "1.0842"; a comma may stand for the point.
 * Errors: `EditRefused` for anybody but admins and for what isn't a rate.
 */
export function addRate(workspace: Workspace, input: { currency: string; on: IsoDate; rate: string }): { readonly id: string } {
  checkAdmin(workspace);
  const { settings, rates } = workspace.replica.directory();
  const currency = input.currency.trim().toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency))
    throw new EditRefused(`Currency "${input.currency}": write its three-letter code, such as EUR, GBP or JPY.`);
  if (currency === settings.currency)
    throw new EditRefused(`Currency ${currency}: that is the company's own, it is always worth 1. Choose another.`);
  const rateNano = rateNanoOf(input.rate);
  if (rates.some((one) => one.currency === currency && one.on === input.on && one.rateNano === rateNano))
    throw new EditRefused(`Rate: 1 ${currency} = ${rateText(rateNano)} ${settings.currency} from ${input.on} on is in the list already.`);
  const record = newRecord(workspace);
  commitEdit(workspace, [create('rates', { ...record, currency, on: input.on, rateNano })]);
  return { id: record.id };
}

export function removeRate(workspace: Workspace, rateId: string): void {
  checkAdmin(workspace);
  existing(workspace, 'rates', rateId, 'exchange rate');
  commitEdit(workspace, [update('rates', rateId, { deletedAt: workspace.replica.nowInstant() })]);
}

/** Takes a removal back. */
export function restoreRate(workspace: Workspace, rateId: string): void {
  checkAdmin(workspace);
  commitEdit(workspace, [update('rates', rateId, { deletedAt: null })]);
}

/** Decimal text × 10⁹, digit by digit: 0.1 has no exact float. Errors: `EditRefused`. */
export function rateNanoOf(text: string): number {
  const match = /^(\d+)(?:[.,](\d+))?$/.exec(text.trim());
  if (match === null) throw new EditRefused(`Rate "${text}": write a number above zero, like 1.0842.`);
  const [, whole = '', fraction = ''] = match;
  if (/[1-9]/.test(fraction.slice(NANO_DIGITS)))
    throw new EditRefused(
      `Rate ${text}: it has ${fraction.length} digits after the point; ${NANO_DIGITS} are kept. Leave out the last ones.`,
    );
  const nano = BigInt(`${whole}${fraction.slice(0, NANO_DIGITS).padEnd(NANO_DIGITS, '0')}`);
  if (nano < 1n || nano > BigInt(MAX_RATE_NANO))
    throw new EditRefused(`Rate ${text}: it must lie between 0.000000001 and ${rateText(MAX_RATE_NANO)}.`);
  return Number(nano);
}

/** A rate as it would be written, without zeros at the end: "1.0842". */
export function rateText(rateNano: number): string {
  const digits = String(rateNano).padStart(NANO_DIGITS + 1, '0');
  const fraction = digits.slice(-NANO_DIGITS).replace(/0+$/, '');
  const whole = digits.slice(0, -NANO_DIGITS);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

function checkAdmin(workspace: Workspace): void {
  if (workspace.replica.reach().mayAdminister(workspace.actor())) return;
  throw new EditRefused('You may not change exchange rates. Ask an administrator.');
}

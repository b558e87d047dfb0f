const microsPerDollar = 1_000_000;

/** Whole micro-dollars as dollars; amounts under a cent keep four places so that they do not vanish. */
export function formatMoney(micros: number): string {
  const small = micros !== 0 && Math.abs(micros) < microsPerDollar / 100;
  return new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: small ? 4 : 2,
    maximumFractionDigits: small ? 4 : 2,
  }).format(micros / microsPerDollar);
}

export function formatNumber(value: number): string {
  return value.toLocaleString('en-US');
}

/** A business as the platform's admins see it: counts and names, never anybody's words. */
export type AdminTenant = {
  id: string;
  slug: string;
  name: string;
  status: 'active' | 'suspended';
  suspendedReason: string | null;
  liveVersion: number | null;
  createdAt: string;
  numbers: string[];
  liveCalls: number;
  /** Of the last thirty days, test calls left out. */
  calls: number;
  callSeconds: number;
  lastCallAt: string | null;
};

export type TenantVersion = { number: number; note: string; authorName: string; publishedAt: string };

export type TenantFilters = { status: AdminTenant['status'] | null; text: string };

export function readTenantFilters(params: Record<string, string | string[] | undefined>): TenantFilters {
  const one = (name: string) => [params[name] ?? ''].flat()[0] ?? '';
  const status = one('status');
  return {
    status: status === 'active' || status === 'suspended' ? status : null,
    text: one('q').trim().slice(0, 80),
  };
}

/** By name, by address, or by any run of digits of a number. */
export function filterTenants(tenants: AdminTenant[], { status, text }: TenantFilters): AdminTenant[] {
  const words = text.toLowerCase();
  const digits = text.replace(/\D/g, '');
  return tenants.filter(
    (tenant) =>
      (!status || tenant.status === status) &&
      (!words ||
        tenant.name.toLowerCase().includes(words) ||
        tenant.slug.includes(words) ||
        (digits.length >= 3 && tenant.numbers.some((number) => number.includes(digits)))),
  );
}

import {
  Building2,
  History,
  type LucideIcon,
  Mic,
  Phone,
  PhoneCall,
  ShieldCheck,
  SlidersHorizontal,
} from 'lucide-react';

export type NavItem = { href: string; label: string; icon: LucideIcon };
export type NavGroup = { label?: string; items: NavItem[] };

/** Only what exists. A room that is built adds its line here. */
export function tenantNavigation(slug: string): NavGroup[] {
  return [
    { items: [{ href: `/${slug}/calls`, label: 'Calls', icon: Phone }] },
    {
      label: 'Receptionist',
      items: [
        { href: `/${slug}/agent/personality`, label: 'Personality', icon: SlidersHorizontal },
        { href: `/${slug}/agent/voice-and-greeting`, label: 'Voice & greeting', icon: Mic },
        { href: `/${slug}/agent/privacy`, label: 'Privacy', icon: ShieldCheck },
        { href: `/${slug}/agent/versions`, label: 'Versions', icon: History },
        { href: `/${slug}/test`, label: 'Test', icon: PhoneCall },
      ],
    },
  ];
}

export function adminNavigation(): NavGroup[] {
  return [{ items: [{ href: '/admin/tenants', label: 'Tenants', icon: Building2 }] }];
}

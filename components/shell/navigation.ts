import {
  BookOpen,
  Building2,
  CalendarDays,
  CalendarPlus,
  ChartColumn,
  Clock,
  Gauge,
  History,
  Inbox,
  type LucideIcon,
  MessageSquare,
  MessagesSquare,
  Mic,
  Phone,
  PhoneCall,
  Plug,
  ShieldCheck,
  SlidersHorizontal,
  Smartphone,
  Split,
  Timer,
  Users,
} from 'lucide-react';
import { isAtLeast, type MemberRole } from '@/lib/contracts/member';

/** `waiting` is counted beside the label: what nobody has looked at. */
export type NavItem = { href: string; label: string; icon: LucideIcon; atLeast?: MemberRole; waiting?: number };
export type NavGroup = { label?: string; items: NavItem[] };

/** Only what exists, and what the person may open. A room that is built adds its line here. */
export function tenantNavigation(slug: string, role: MemberRole, unread = 0): NavGroup[] {
  const groups: NavGroup[] = [
    {
      items: [
        { href: `/${slug}/calls`, label: 'Calls', icon: Phone },
        { href: `/${slug}/inbox`, label: 'Inbox', icon: Inbox, waiting: unread },
        { href: `/${slug}/appointments`, label: 'Appointments', icon: CalendarDays },
        { href: `/${slug}/callers`, label: 'Callers', icon: Users },
        { href: `/${slug}/texts`, label: 'Texts', icon: MessagesSquare },
      ],
    },
    {
      label: 'Receptionist',
      items: [
        { href: `/${slug}/agent/personality`, label: 'Personality', icon: SlidersHorizontal },
        { href: `/${slug}/agent/voice-and-greeting`, label: 'Voice & greeting', icon: Mic },
        { href: `/${slug}/agent/knowledge`, label: 'Knowledge', icon: BookOpen },
        { href: `/${slug}/agent/hours`, label: 'Hours', icon: Clock },
        { href: `/${slug}/agent/appointments`, label: 'Booking', icon: CalendarPlus },
        { href: `/${slug}/agent/routing`, label: 'Routing', icon: Split },
        { href: `/${slug}/agent/connections`, label: 'Connections', icon: Plug },
        { href: `/${slug}/agent/texts`, label: 'Text messages', icon: MessageSquare },
        { href: `/${slug}/agent/advanced`, label: 'How calls run', icon: Timer },
        { href: `/${slug}/agent/limits`, label: 'Limits', icon: Gauge },
        { href: `/${slug}/agent/privacy`, label: 'Privacy', icon: ShieldCheck },
        { href: `/${slug}/agent/versions`, label: 'Versions', icon: History },
        { href: `/${slug}/test`, label: 'Test', icon: PhoneCall },
      ],
    },
    {
      label: 'Account',
      items: [
        { href: `/${slug}/usage`, label: 'Usage', icon: ChartColumn, atLeast: 'manager' },
        { href: `/${slug}/your-phone`, label: 'Your phone', icon: Smartphone, atLeast: 'staff' },
      ],
    },
  ];
  return groups
    .map(({ label, items }) => ({ label, items: items.filter(({ atLeast = 'viewer' }) => isAtLeast(role, atLeast)) }))
    .filter(({ items }) => items.length > 0);
}

export function adminNavigation(): NavGroup[] {
  return [{ items: [{ href: '/admin/tenants', label: 'Tenants', icon: Building2 }] }];
}

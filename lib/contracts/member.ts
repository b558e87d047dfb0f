import { z } from 'zod';

/** From least to most; a rule names the least role it lets in. */
export const memberRoles = ['viewer', 'staff', 'manager', 'owner'] as const;

export const memberRoleSchema = z.enum(memberRoles);
export type MemberRole = z.infer<typeof memberRoleSchema>;

export function isAtLeast(role: MemberRole, least: MemberRole): boolean {
  return memberRoles.indexOf(role) >= memberRoles.indexOf(least);
}

/** Which items of the inbox a member is told of by mail. */
export const notifiedOfKinds = ['nothing', 'urgent', 'everything'] as const;
export type NotifiedOf = (typeof notifiedOfKinds)[number];

import { describe, expect, it } from 'vitest';
import { readSource, sourceFiles, trespassesOf } from './support/architecture-law';

describe('the law of the house', () => {
  it.each(sourceFiles())('is kept by %s', (file) => {
    expect(trespassesOf(file, readSource(file))).toEqual([]);
  });
});

const planted: [what: string, file: string, source: string, trespass: string][] = [
  [
    'a contract that knows more than zod',
    'lib/contracts/x.ts',
    "import ws from 'ws';",
    'imports ws: contracts know zod alone',
  ],
  [
    'a contract that knows the platform',
    'lib/contracts/x.ts',
    "import '@/lib/platform/ids';",
    'imports lib/platform/ids',
  ],
  [
    'a platform module that knows a noun',
    'lib/platform/x.ts',
    "import { a } from '@/lib/call/read';",
    'imports lib/call/read',
  ],
  [
    'a noun that knows another',
    'lib/call/outcome.ts',
    "import { a } from '../tenant/plan';",
    'imports lib/tenant/plan',
  ],
  ['lib that knows a page', 'lib/call/outcome.ts', "import { a } from '@/app/calls/page';", 'imports app/calls/page'],
  [
    'lib that knows a part of the screen',
    'lib/portal/x.ts',
    "import('@/components/ui/button');",
    'imports components/ui/button',
  ],
  [
    'Next outside the door',
    'lib/call/outcome.ts',
    "import { a } from 'next/headers';",
    'imports next/headers: only lib/portal knows Next',
  ],
  [
    'a component that reads a table',
    'components/calls/x.tsx',
    "import { a } from '@/lib/call/read';",
    'imports lib/call/read',
  ],
  [
    'a component that knows the session',
    'components/calls/x.tsx',
    "import { a } from '@/lib/portal/session';",
    'imports lib/portal/session',
  ],
  [
    'a page that knows the call server',
    'app/x/page.tsx',
    "import { a } from '@/realtime-server/server';",
    'imports realtime-server/server',
  ],
  [
    'a room that knows another',
    'realtime-server/media/x.ts',
    "import { a } from '../phone/twiml';",
    'imports realtime-server/phone/twiml',
  ],
  [
    'a room that knows the portal',
    'realtime-server/tools/x.ts',
    "import type { A } from '@/lib/portal/session';",
    'imports lib/portal/session',
  ],
  [
    'a call server that knows it is practising',
    'realtime-server/server.ts',
    "import { a } from './practice/server';",
    'imports realtime-server/practice/server',
  ],
  [
    'practice that knows a room',
    'realtime-server/practice/x.ts',
    "import { a } from '../session/call-session';",
    'imports realtime-server/session/call-session',
  ],
  [
    'an agent compiler that reads tables',
    'lib/agent/compile.ts',
    "import { a } from '@/lib/tenant/write';",
    'imports lib/tenant/write',
  ],
  [
    'a second reader of the service key',
    'realtime-server/main.ts',
    'process.env.SUPABASE_SECRET_KEY',
    'reads the service key',
  ],
  [
    'an id minted outside the gates',
    'lib/call/read.ts',
    'mintTenantId(row.tenant_id)',
    'mints an id outside the gates',
  ],
  [
    'a table named in a page',
    'app/x/page.tsx',
    "await db.from('calls').select()",
    'names a table outside read.ts and write.ts',
  ],
  [
    'a table named in a room',
    'realtime-server/transcript/store.ts',
    "db\n  .from('turns')\n",
    'names a table outside read.ts and write.ts',
  ],
  ['a barrel by its name', 'lib/call/index.ts', '', 'is a barrel'],
  ['a barrel by its deeds', 'lib/call/all.ts', "export * from './read';", 'is a barrel'],
  ['a name that says nothing', 'lib/call/utils.ts', '', 'is named utils, which says nothing'],
  ['a name in another case', 'lib/call/callOutcome.ts', '', 'is not named in kebab-case'],
  ['a file that grew too long', 'lib/call/read.ts', 'x;\n'.repeat(301), 'has 301 lines, more than 300'],
];

describe('the law of the house turns red for', () => {
  it.each(planted)('%s', (_, file, source, trespass) => {
    expect(trespassesOf(file, source)).toEqual([trespass]);
  });

  it('nothing that is allowed', () => {
    const allowed: [string, string][] = [
      ['lib/call/read.ts', "import { AppError } from '@/lib/platform/errors';\nawait db.from('calls').select()"],
      ['lib/portal/session.ts', "import { cookies } from 'next/headers';\nmintUserId(token.sub)"],
      ['lib/agent/compile-agent.ts', "import { describe } from '@/lib/personality/describe';"],
      ['realtime-server/session/call-session.ts', "import { a } from '../media/playback';"],
      ['realtime-server/phone/twiml.ts', "import type { Carrier } from '../ports/carrier';"],
      ['app/(portal)/[tenant]/calls/page.tsx', "import { CallTable } from '@/components/calls/call-table';"],
      ['lib/platform/crypto.ts', "Buffer.from('abc')"],
    ];

    expect(allowed.flatMap(([file, source]) => trespassesOf(file, source))).toEqual([]);
  });
});

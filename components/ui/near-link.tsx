'use client';

import Link from 'next/link';
import { type ComponentProps, useState } from 'react';

/** One link of many: what it leads to is asked of the server when somebody comes near, not with every page that has it. */
export function NearLink(props: ComponentProps<typeof Link>) {
  const [near, setNear] = useState(false);
  const approach = () => setNear(true);
  return <Link {...props} prefetch={near ? null : false} onPointerEnter={approach} onFocus={approach} />;
}

import { redirect } from 'next/navigation';

export default async function AgentPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  redirect(`/${encodeURIComponent(tenant)}/agent/personality`);
}

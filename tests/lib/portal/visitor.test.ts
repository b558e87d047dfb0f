import { describe, expect, it } from 'vitest';
import { clientIp, networkOf } from '@/lib/portal/visitor';

describe('the address of a visitor', () => {
  it('is the one that our own proxy wrote, whatever the visitor put before it', () => {
    expect(clientIp('1.1.1.1, 2.2.2.2, 203.0.113.9')).toBe('203.0.113.9');
  });

  it('is unknown rather than empty', () => {
    expect(clientIp(null)).toBe('unknown');
    expect(clientIp(' , ')).toBe('unknown');
  });

  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2'],
    ['2001:db8::9', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('%s counts as the network %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network);
  });
});

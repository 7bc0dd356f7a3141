import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { exportPool } from '../../lib/thin/export-pool.ts';
import { missingForLab } from '../setup/requirements.ts';
import { dmscope, dmscopeDoes } from './dmscope-in-guest.ts';
import { bootGuest, type Guest } from './guest.ts';

type Shown = ReturnType<typeof exportPool>;

const PATIENT = { timeoutMs: 300_000 };

/** Sets the flag that the kernel sets when it could not write metadata, with the checksum that goes with it. */
const SET_NEEDS_CHECK = `python3 - /dev/mapper/meta <<'END'
import struct, sys
def crc32c(data):
    crc = 0xffffffff
    for byte in data:
        crc ^= byte
        for _ in range(8): crc = (crc >> 1) ^ (0x82f63b78 if crc & 1 else 0)
    return crc
with open(sys.argv[1], 'r+b') as device:
    block = bytearray(device.read(4096))
    block[4] |= 1
    block[0:4] = struct.pack('<I', crc32c(block[4:]) ^ 160774)
    device.seek(0); device.write(block)
END
sync`;

describe.skipIf(missingForLab().length > 0)('thin pools with hundreds of IDs', () => {
  let guest: Guest;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'thin-pools', disks: 3, limitMs: 3_600_000 });
    await guest.ok(
      `modprobe dm-thin-pool
      dmsetup create meta --table '0 16384 linear /dev/ubda 0'
      dmsetup create data --table '0 40960 linear /dev/ubdb 0'
      dd if=/dev/zero of=/dev/mapper/meta bs=4k count=1 oflag=direct status=none
      dmsetup create pool --uuid TEST-pool --table '0 40960 thin-pool /dev/mapper/meta /dev/mapper/data 128 0 1 error_if_no_space'
      for i in $(seq 3 7 2100) 16777215; do dmsetup message pool 0 "create_thin $i"; done
      dmsetup message pool 0 'set_transaction_id 0 7'
      dmsetup create vol --table '0 409600 thin /dev/mapper/pool 3'
      for i in $(seq 1 40); do
        dd if=/dev/urandom of=/dev/mapper/vol bs=64k count=2 seek=$((i * 3)) oflag=direct status=none
        dmsetup suspend vol; dmsetup message pool 0 "create_snap $((3000 + i * 11)) 3"; dmsetup resume vol
      done
      for i in $(seq 3 35 2100); do [ $i = 3 ] || dmsetup message pool 0 "delete $i"; done`,
      PATIENT,
    );
  }, 600_000);
  afterAll(() => guest?.down());

  test('made by hand, with holes: shown as thin_dump has them', { timeout: 600_000 }, async () => {
    const shown = await expectAsDumped('pool', '/dev/mapper/meta');
    expect(shown.thins.length).toBeGreaterThan(250);
    expect(shown.transactionId).toBe(7);
  });

  test('out of data space: shown as thin_dump has them', { timeout: 600_000 }, async () => {
    await guest.run('dd if=/dev/zero of=/dev/mapper/vol bs=1M oflag=direct status=none', PATIENT);
    expect(await guest.ok('dmsetup status --noflush pool')).toContain(' out_of_data_space ');
    await expectAsDumped('pool', '/dev/mapper/meta');
  });

  test('read-only, and in need of a check: it is said why they are not read', {
    timeout: 600_000,
  }, async () => {
    const table = '0 40960 thin-pool /dev/mapper/meta /dev/mapper/data 128 0';
    await guest.ok(`dmsetup reload pool --table '${table} 1 read_only' && dmsetup resume pool`, PATIENT);
    await expectRefused('it is read-only: no metadata snapshot can be taken of it');
    await guest.ok(`dmsetup remove --retry vol; dmsetup remove --retry pool; ${SET_NEEDS_CHECK}
      dmsetup create pool --uuid TEST-pool --table '${table}'`);
    expect(await guest.ok('dmsetup status --noflush pool')).toContain(' needs_check ');
    await expectRefused('it needs a check: its metadata must be repaired first (thin_check, thin_repair)');
  });

  test("LVM's, with holes and with a transaction that does not match: as thin_dump and lvs have them", {
    timeout: 900_000,
  }, async () => {
    await guest.ok(
      `{ pvcreate -q /dev/ubdc && vgcreate -q vg /dev/ubdc &&
      lvcreate -q -y --type thin-pool -L 100M -n pool vg && lvcreate -q -y -V 20M --thinpool pool -n base vg &&
      for i in $(seq 60); do lvcreate -q -y -s -n s$i vg/base || exit 1; done &&
      for i in $(seq 2 3 60); do lvremove -q -y vg/s$i || exit 1; done; } </dev/null
      for i in $(seq 500 17 4000); do dmsetup message vg-pool-tpool 0 "create_thin $i"; done`,
      { timeoutMs: 600_000 },
    );
    const shown = await expectAsDumped('vg/pool', '/dev/mapper/vg-pool_tmeta', 'vg-pool-tpool');
    expect(shown.thins.length).toBeGreaterThan(200);
    await expectAsListed(shown);
    const id = shown.transactionId;
    await guest.ok(`dmsetup message vg-pool-tpool 0 'set_transaction_id ${id} ${id + 5}'`);
    const mismatched = await expectAsDumped('vg/pool', '/dev/mapper/vg-pool_tmeta', 'vg-pool-tpool');
    await expectAsListed(mismatched);
    expect(mismatched.findings.map(({ rule }) => rule)).toContain('thin-transaction');
  });

  async function expectAsDumped(pool: string, metadata: string, dmName = pool): Promise<Shown> {
    const shown: Shown = JSON.parse((await dmscopeDoes(guest, ['thin', 'show', pool, '--json'])).stdout);
    const dump = await guest.ok(
      `dmsetup message ${dmName} 0 reserve_metadata_snap && thin_dump -m --skip-mappings ${metadata}; dmsetup message ${dmName} 0 release_metadata_snap`,
      PATIENT,
    );
    const dumped = [...dump.matchAll(/<device ([^>]*)>/g)].map(([, attributes = '']) =>
      ['dev_id', 'mapped_blocks', 'transaction', 'creation_time', 'snap_time'].map((name) =>
        Number(new RegExp(`${name}="(\\d+)"`).exec(attributes)?.[1]),
      ),
    );
    const told = shown.thins.map((thin) =>
      'mappedBlocks' in thin
        ? [thin.thinId, thin.mappedBlocks, thin.transactionId, thin.createdTime, thin.snapshotTime]
        : [thin.thinId],
    );
    expect(told).toEqual(dumped);
    expect(shown.transactionId).toBe(Number(/transaction="(\d+)"/.exec(dump)?.[1]));
    return shown;
  }

  async function expectAsListed({ lvm }: Shown): Promise<void> {
    const listed = await guest.ok("lvs --noheadings -o thin_id,lv_name vg | awk 'NF == 2 { print $1, $2 }'");
    const told = lvm?.volumes.map(({ thinId, name }) => `${thinId} ${name}`) ?? [];
    expect([...told].sort()).toEqual(listed.trim().split('\n').sort());
  }

  async function expectRefused(why: string): Promise<void> {
    const { exitStatus, stderr } = await dmscope(guest, ['thin', 'show', 'pool']);
    expect({ exitStatus, stderr }).toEqual({
      exitStatus: 1,
      stderr: `dmscope: pool cannot be read: ${why}\n`,
    });
  }
});

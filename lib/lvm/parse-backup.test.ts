import { expect, test } from 'vitest';
import { parseLvmBackups } from './parse-backup.ts';

/** What the collector keeps of LVM 2.03.16's files. */
const REAL = `== /etc/lvm/backup/docker-volumes
description = "Created *after* executing 'vgchange -ay'"
creation_host = "host1.example.com"	# Linux host1.example.com 6.1.176 #1 Sat Jul  4 15:38:16 UTC 2026 x86_64
creation_time = 1795265144	# Sat Nov 21 12:45:44 2026
docker-volumes {
	id = "vrHDPG-Q3wg-Xd83-Enw2-qAWF-BSEt-YMPgg3"
	seqno = 3
		pv0 {
			id = "qaJRtd-bDQi-3PFf-bavT-2bfq-z82V-17knwo"
			device = "/dev/vm-volumes/snap-docker2.example.com-volumes"	# Hint only
		}
		docker-data {
			id = "5mg01g-FA9x-mJKK-8nbZ-iTWe-ejbt-Vje8nL"
			creation_host = "docker2.example.com"
		}
}
== /etc/lvm/backup/thinvms
description = "Created *after* executing 'lvcreate -q -y -s -n \\"db backup\\" thinvms/db'"
creation_host = "host1.example.com"	# Linux
creation_time = 1795265150	# Sat Nov 21 12:45:50 2026
thinvms {
	id = "Brmbpx-btVV-r6bc-YI1o-43HO-eiPI-0Akhkk"
	seqno = 7
		db-backup {
			id = "weAKUf-J7ym-qLmD-g4HN-zV0Q-9b6E-2u9c4x"
			creation_host = "host1.example.com"
				origin = "db"
		}
}
# cut
`;

test('of a backup who touched the group, when, and where its volumes were made is read', () => {
  const { value, problems } = parseLvmBackups(REAL);
  expect(problems).toEqual([]);
  expect(value[0]).toEqual({
    path: '/etc/lvm/backup/docker-volumes',
    description: "Created *after* executing 'vgchange -ay'",
    writtenOn: 'host1.example.com',
    timeSeconds: 1795265144,
    vgName: 'docker-volumes',
    vgUuid: 'vrHDPGQ3wgXd83Enw2qAWFBSEtYMPgg3',
    sequence: 3,
    pvs: [
      {
        uuid: 'qaJRtdbDQi3PFfbavT2bfqz82V17knwo',
        device: '/dev/vm-volumes/snap-docker2.example.com-volumes',
      },
    ],
    madeOn: ['docker2.example.com'],
    thinOrigins: [],
  });
});

test('a thin snapshot is read with its origin, and a quoted command as it was typed', () => {
  const [, thin] = parseLvmBackups(REAL).value;
  expect(thin?.thinOrigins).toEqual([{ lvName: 'db-backup', origin: 'db' }]);
  expect(thin?.description).toContain('-n "db backup" thinvms/db');
});

test('what stands in a guest’s part of a file is not taken for the host’s head', () => {
  const forged = REAL.replace(
    'device = "/dev/vm-volumes',
    'creation_time = 1\n\t\t\tdescription = "x"\n\t\t\tdevice = "/dev/vm-volumes',
  );
  const { value, problems } = parseLvmBackups(forged);
  expect(value[0]).toMatchObject({
    timeSeconds: 1795265144,
    description: "Created *after* executing 'vgchange -ay'",
  });
  expect(problems).toHaveLength(2);
});

test('a file without a group is none', () => {
  expect(parseLvmBackups('== /etc/lvm/backup/x\ndescription = "y"\n').value).toEqual([]);
});

test.each(['-3', '0x3', '03', '3.5', '"3"', '9999999999999999'])('a seqno of %s is no number', (written) => {
  const text = REAL.replace('seqno = 3', `seqno = ${written}`);
  expect(parseLvmBackups(text).value[0]).toMatchObject({ vgName: 'docker-volumes', sequence: null });
});

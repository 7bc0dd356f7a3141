import { kernelUserText } from '../../lib/stack/kernel-user-text.ts';
import type { Device, Mount } from '../../lib/stack/stack.ts';
import { HostText } from '../ui/host-text.tsx';
import { Size } from '../ui/size.tsx';
import { FactList, FactRow, Group, HostFact } from './facts.tsx';

/** What is on a device and where it is mounted. */
export function Uses({ device }: { readonly device: Device }) {
  const { mounts, swap, fileSystem, kernelUsers } = device;
  if (mounts.length === 0 && !swap && !fileSystem && kernelUsers.length === 0) return null;
  return (
    <Group title="Use">
      {mounts.length > 0 && (
        <ul className="mounts">
          {mounts.map((mount) => (
            <MountLine key={`${mount.namespacePid} ${mount.mountPoint} ${mount.root}`} mount={mount} />
          ))}
        </ul>
      )}
      <FactList>
        {swap && (
          <FactRow label="Swap">
            priority {swap.priority}, <Size bytes={swap.usedBytes} /> used
          </FactRow>
        )}
        {kernelUsers.map((user) => (
          <HostFact key={kernelUserText(user)} label="Kernel" text={kernelUserText(user)} />
        ))}
        {fileSystem && <HostFact label="Signature" text={fileSystem.type} />}
        {fileSystem && <HostFact label="Label" text={fileSystem.label} />}
        {fileSystem && <HostFact label="UUID on it" text={fileSystem.uuid} />}
      </FactList>
    </Group>
  );
}

function MountLine({ mount }: { readonly mount: Mount }) {
  const notes = [
    mount.fsType,
    mount.isReadOnly ? 'read-only' : '',
    mount.root === '/' ? '' : `part ${mount.root}`,
    mount.namespacePid === null ? '' : `in the mount namespace of process ${mount.namespacePid}`,
  ].filter(Boolean);
  return (
    <li>
      <span className="mono">
        <HostText text={mount.mountPoint} />
      </span>{' '}
      <span className="quiet">
        <HostText text={notes.join(', ')} />
      </span>
    </li>
  );
}

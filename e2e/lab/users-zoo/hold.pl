# hold.pl WAY PATH ANSWER [NAME]: keeps PATH in use in one way, called NAME. On SIGUSR1 it does I/O through what it keeps, and adds to
# ANSWER a line: `ok`, or what failed. Its first line there says that it has begun. System calls by their numbers on x86-64.
use strict;
use warnings;
use Fcntl;
use Socket;

my ($way, $path, $answer, $name) = @ARGV;
$0 = $name if defined $name;
my $O_EXCL_RDWR = O_RDWR | O_EXCL;
my %flags = (read => O_RDONLY, write => O_RDWR | O_CREAT, excl => $O_EXCL_RDWR, excl_read => O_RDONLY | O_EXCL);
my ($file, $address, $ring, $near, $far);
my $size = 4096 * 1024;

sub must { my ($result, $what) = @_; die "$what: $!\n" if !defined $result || $result eq '-1'; return $result }
sub say_so { open(my $out, '>>', $answer) or die $!; print $out "$_[0]\n"; close $out }

# A page that is in nobody's cache, most likely.
sub anywhere { return 4096 * int(rand(1000)) }
sub read_some {
  my ($from) = @_;
  must(sysseek($from, anywhere() || '0 but true', 0), 'seek');
  my $got = must(sysread($from, my $page, 4096), 'read');
  die "read $got bytes\n" if $got != 4096;
}
sub write_some {
  my ($to) = @_;
  must(sysseek($to, 4096 * 1024, 0), 'seek');
  must(syswrite($to, pack('Q', rand(1e15)) x 512), 'write');
  must(syscall(74, fileno $to), 'fsync');
}
# Over a socket nobody has a descriptor: it is on its way.
sub send_off {
  my $data = 'x';
  my $vector = pack('PQ', $data, 1);
  my $control = pack('QiiiI', 20, 1, 1, fileno $file, 0);
  my $message = pack('QLx4PQPQix4', 0, 0, $vector, 1, $control, 24, 0);
  must(syscall(46, fileno $near, $message, 0), 'sendmsg');
  close $file;
}
sub take_in {
  my $data = 'y';
  my $vector = pack('PQ', $data, 1);
  my $control = "\0" x 24;
  my $message = pack('QLx4PQPQix4', 0, 0, $vector, 1, $control, 24, 0);
  must(syscall(47, fileno $far, $message, 0), 'recvmsg');
  my (undef, undef, undef, $number) = unpack('Qiii', $control);
  open($file, '+<&=', $number) or die "descriptor $number: $!\n";
}

my %begin = (
  mmap => sub {
    must(sysopen($file, $path, O_RDWR), 'open');
    $address = must(syscall(9, 0, $size, 3, 1, fileno $file, 0), 'mmap');
    close $file;
  },
  uring => sub {
    must(sysopen($file, $path, O_RDWR), 'open');
    my $parameters = "\0" x 120;
    $ring = must(syscall(425, 4, $parameters), 'io_uring_setup');
    my $list = pack('i', fileno $file);
    must(syscall(427, $ring, 2, $list, 1), 'io_uring_register');
    close $file;
  },
  in_flight => sub {
    must(sysopen($file, $path, O_RDWR), 'open');
    socketpair($near, $far, AF_UNIX, SOCK_DGRAM, 0) or die "socketpair: $!\n";
    send_off();
  },
);
my %probe = (
  read => sub { read_some($file) },
  excl_read => sub { read_some($file) },
  write => sub { write_some($file) },
  excl => sub { write_some($file) },
  # The kernel writes into the mapping, and to the device.
  mmap => sub {
    open(my $random, '<', '/dev/urandom') or die $!;
    my $page = $address + ($size > 4096 * 1000 ? anywhere() : 0);
    must(syscall(0, fileno $random, $page, 4096), 'write to the mapping');
    must(syscall(26, $page, 4096, 4), 'msync');
  },
  # Its rings are not used: that the file is still registered is what can be seen.
  uring => sub {
    open(my $info, '<', "/proc/self/fdinfo/$ring") or die $!;
    die "no file is registered\n" if !grep { /^UserFiles:\s+1$/ } <$info>;
  },
  in_flight => sub { take_in(); write_some($file); send_off() },
);

if ($begin{$way}) { $begin{$way}->() }
else { must(sysopen($file, $path, $flags{$way}), "open $path") }
$SIG{USR1} = sub { eval { $probe{$way}->(); 1 } ? say_so('ok') : say_so($@) };
say_so('begun');
while (1) { sleep 1000 }

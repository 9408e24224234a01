"""A cable between two network devices on which every frame takes a while.

    python3 slow_line.py DEVICE OTHER MILLISECONDS

For kernels that have no netem. Each frame that comes in on one device goes out on the other one,
so many milliseconds later and in the same order.
"""

import collections
import select
import socket
import sys
import time

SOL_PACKET, PACKET_VNET_HDR, PACKET_OUTGOING, ETH_P_ALL = 263, 15, 4, 3
SO_RCVBUFFORCE = 33
# Frames of offloading devices are longer than a cable's; the kernel cuts them at the far end.
LONGEST_FRAME = 70_000
AT_ONCE = 64


def plugged_into(device):
    end = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
    # What is not yet summed or cut when it leaves a virtual device says so in this header, and what
    # is handed on with the same header stays right.
    end.setsockopt(SOL_PACKET, PACKET_VNET_HDR, 1)
    try:
        end.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 8 << 20)
    except PermissionError:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 20)
    end.bind((device, 0))
    end.setblocking(False)
    return end


def take_in(end, queue, delay):
    """Reads what is there, up to a limit, so that the other direction gets its turn."""
    for _ in range(AT_ONCE):
        try:
            frame, sender = end.recvfrom(LONGEST_FRAME)
        except BlockingIOError:
            return
        if sender[2] != PACKET_OUTGOING:  # else it is one of our own
            queue.append((time.monotonic() + delay, frame))


def give_out(end, queue):
    now = time.monotonic()
    while queue and queue[0][0] <= now:
        frame = queue.popleft()[1]
        try:
            end.send(frame)
        except OSError:
            pass  # a full queue loses frames, as a cable's would


def main():
    ends = [plugged_into(sys.argv[1]), plugged_into(sys.argv[2])]
    delay = int(sys.argv[3]) / 1000
    queues = {ends[0]: collections.deque(), ends[1]: collections.deque()}
    other = {ends[0]: ends[1], ends[1]: ends[0]}
    while True:
        due = [queue[0][0] for queue in queues.values() if queue]
        wait = max(0.0, min(due) - time.monotonic()) if due else None
        for end in select.select(ends, [], [], wait)[0]:
            take_in(end, queues[end], delay)
        for end, queue in queues.items():
            give_out(other[end], queue)


if __name__ == "__main__":
    main()

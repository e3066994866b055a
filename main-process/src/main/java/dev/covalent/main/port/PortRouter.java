package dev.covalent.main.port;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.PortTransfer;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.port.Mail;
import dev.covalent.common.port.PortEnd;
import dev.covalent.common.port.PortSpace;
import dev.covalent.common.port.ReturnLine;
import dev.covalent.common.port.TransferList;
import dev.covalent.main.session.RendererPeer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * Main's ports, and the relay between the renderers' ports, which are never connected to each other directly. What is
 * relayed is not decoded.
 *
 * <p>An end is held by main's application or by a renderer. When a renderer transfers away an end, messages that main had
 * sent to it may be under way or waiting there; they come back and go to the new owner first, while everything posted
 * later waits (a {@link ReturnLine}). If the old owner dies before it has returned them they are lost, and the channel is
 * closed: a stream does not go on with a hole in it.
 *
 * <p>Each end of a channel may post a window of bytes that the other has not consumed, and all that one process holds what
 * its {@link dev.covalent.common.port.PostingTotal} allows; whoever posts more is told, and a renderer that does it all
 * the same breaks the protocol. So what a renderer posts is never refused here: when the queue
 * towards the other is full it waits for room, as do messages that follow a port and news of a close. A port of main's
 * throws when that queue is full.
 *
 * <p>Frames of one renderer are to be given to it in the order they came, each before the next; a {@link
 * MalformedFrameException} means that the renderer broke the protocol and is to be cut off.
 *
 * <p>Thread-safe. Frames are posted under the lock of the port space; lock order: port space, then the peer's queue.
 */
public final class PortRouter {
    private final PortSpace space;
    private final Object lock;

    @GuardedBy("lock") private final Map<RendererPeer, PeerPorts> peers = new HashMap<>();

    /**
     * Makes a router without ports.
     *
     * @param loop runs the listeners of main's own ports
     * @param uncaught is told, on the loop, what a listener threw and which message could not be read
     * @param limits how much may be on its way from one end of a channel to the other, and from all ports of a process
     */
    public PortRouter(EventLoop loop, Consumer<Throwable> uncaught, QueueLimits limits) {
        this.space = new PortSpace(loop, uncaught, limits);
        this.lock = space.lock();
    }

    /** Makes two entangled ports, both of which are in main. */
    public MessageChannel newChannel() {
        return space.newChannel();
    }

    /**
     * Makes ports of main's of those that came with a renderer's message. To be called when the frame is taken from the
     * sequence, since later frames refer to what it transfers.
     *
     * @throws MalformedFrameException if the renderer does not hold one of them; none was taken
     */
    public List<MessagePort> adopt(RendererPeer from, List<PortTransfer> transfers) {
        if (transfers.isEmpty()) {
            return List.of();
        }
        PeerPorts ports = portsOf(from);
        synchronized (lock) {
            return ports.receive(transfers).stream().map(space::place).toList();
        }
    }

    /** Closes ports that came with a message which nobody received. */
    public void abandon(List<MessagePort> ports) {
        ports.forEach(MessagePort::close);
    }

    /**
     * Posts a frame that takes ports with it. All or nothing: if this throws, no port was transferred. If the renderer is
     * gone, the message goes nowhere, and so do its ports: they are closed.
     *
     * @param ports what the application wants to transfer
     * @param frame makes the frame around the numbers by which the renderer will know the ports
     * @return false if the renderer is gone
     * @throws IllegalArgumentException if a port is null, already neutered, closed, or a duplicate
     * @throws QueueFullException if there is no room in the queue towards the renderer
     */
    public boolean post(RendererPeer to, List<MessagePort> ports, Function<List<Long>, Downstream> frame) {
        TransferList transfer = TransferList.of(space, null, ports);
        PeerPorts receiver = portsOf(to);
        synchronized (lock) {
            List<PortEnd> ends = transfer.ends();
            boolean posted = receiver.send(ends, frame);
            if (!posted) {
                space.discard(ends);
            }
            return posted;
        }
    }

    /**
     * Posts a frame that takes a port with it which the receiver may close, but not transfer.
     *
     * @param frame makes the frame around the number by which the receiver will know the port
     * @return false if the receiver is gone
     * @throws IllegalArgumentException if the port is already neutered or closed
     * @throws QueueFullException if there is no room in the queue towards the receiver
     */
    public boolean postForGood(RendererPeer to, MessagePort port, LongFunction<Downstream> frame) {
        TransferList transfer = TransferList.of(space, null, List.of(port));
        PeerPorts receiver = portsOf(to);
        synchronized (lock) {
            PortEnd end = transfer.ends().get(0);
            boolean posted = receiver.sendForGood(end, frame);
            if (!posted) {
                space.discard(List.of(end));
            }
            return posted;
        }
    }

    /**
     * Relays a message that a renderer posted to a port it holds.
     *
     * @throws MalformedFrameException if it does not hold that port, or one that it transfers with the message, or has
     *     posted more than it may
     */
    public void message(RendererPeer from, Upstream.PortMessage frame) {
        PeerPorts ports = portsOf(from);
        synchronized (lock) {
            if (ports.isGone()) {
                return;
            }
            PortEnd end = ports.held(frame.port());
            refuseItself(ports, frame);
            Mail mail = new Mail(frame.message(), ports.receive(frame.ports()));
            String refusal = end.refusalOf(mail);
            if (refusal != null) {
                space.discard(mail.ports());
                throw new MalformedFrameException(
                        ports + " posted " + mail.cost() + " bytes to port " + frame.port() + " although " + refusal);
            }
            if (!end.relay(mail)) {
                space.discard(mail.ports()); // an end was closed while the message was under way
                ports.postingTotal().dropped(mail.cost());
            }
        }
    }

    /**
     * Passes on a message that reached a renderer after, or waited when, it had transferred the port away.
     *
     * @throws MalformedFrameException if no message of that port is to come back, or not one as large as that
     */
    public void returned(RendererPeer from, Upstream.PortReturned frame) {
        PeerPorts ports = portsOf(from);
        synchronized (lock) {
            if (ports.isGone()) {
                return;
            }
            long cost = Mail.costOf(frame.message(), frame.ports().size());
            ReturnLine line = ports.line(frame.port(), cost);
            line.returned(new Mail(frame.message(), ports.receive(frame.ports())));
            ports.settle(frame.port(), line);
        }
    }

    /**
     * Learns that a renderer has consumed what was sent to a port it holds.
     *
     * @throws MalformedFrameException if it does not hold that port, or not as many messages were sent to it
     */
    public void taken(RendererPeer from, Upstream.PortTaken frame) {
        PeerPorts ports = portsOf(from);
        synchronized (lock) {
            if (!ports.isGone()) {
                ports.consumed(frame.port(), frame.count());
            }
        }
    }

    /**
     * Closes a port that a renderer holds.
     *
     * @throws MalformedFrameException if it does not hold that port
     */
    public void close(RendererPeer from, Upstream.PortClose frame) {
        PeerPorts ports = portsOf(from);
        synchronized (lock) {
            if (!ports.isGone()) {
                ports.close(frame.port());
            }
        }
    }

    /** Sends what had to wait because the queue towards a renderer was full; to be called when it has room again. */
    public void resume(RendererPeer to) {
        PeerPorts ports = portsOf(to);
        synchronized (lock) {
            ports.resume();
        }
    }

    /** Returns how many ports renderers hold, or transferred and have not yet returned everything of. */
    public int size() {
        synchronized (lock) {
            return peers.values().stream().mapToInt(PeerPorts::size).sum();
        }
    }

    /** Returns the cost of what the ports of a renderer have posted and nobody has consumed; 0 if it is gone. */
    public long outstanding(RendererPeer peer) {
        synchronized (lock) {
            PeerPorts ports = peers.get(peer);
            return ports == null ? 0 : ports.postingTotal().bytes();
        }
    }

    /** Returns the cost of what the ports of main, and of all renderers that are there, have posted and nobody consumed. */
    public long outstanding() {
        synchronized (lock) {
            return space.postingTotal().bytes()
                    + peers.values().stream()
                            .mapToLong(ports -> ports.postingTotal().bytes())
                            .sum();
        }
    }

    /** Finds or makes the table of a renderer; outside the lock, as the peer may call back at once. */
    private PeerPorts portsOf(RendererPeer peer) {
        PeerPorts ports;
        synchronized (lock) {
            PeerPorts known = peers.get(peer);
            if (known != null) {
                return known;
            }
            if (peer.isGone()) {
                return PeerPorts.ofGone(space, peer);
            }
            ports = new PeerPorts(space, peer);
            peers.put(peer, ports);
        }
        peer.onGone(() -> gone(peer));
        return ports;
    }

    private void gone(RendererPeer peer) {
        synchronized (lock) {
            PeerPorts ports = peers.remove(peer);
            if (ports != null) {
                ports.gone();
            }
        }
    }

    private static void refuseItself(PeerPorts ports, Upstream.PortMessage frame) {
        if (frame.ports().stream().anyMatch(transfer -> transfer.port() == frame.port())) {
            throw new MalformedFrameException(ports + " posted port " + frame.port() + " through itself");
        }
    }
}

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Main's ports, and the relay between the renderers' ports, which are never connected to each other directly. What is
 * relayed is not decoded.
 *
 * <p>An end is held by main's application or by a renderer. When a renderer transfers away an end, messages that main had
 * sent to it may be under way or waiting there; they come back and go to the new owner first, while everything posted
 * later waits (a {@link ReturnLine}). If the old owner dies before it has returned them they are lost, and the channel is
 * closed: a stream does not go on with a hole in it.
 *
 * <p>When the queue towards a renderer is full, a port of main's throws to whoever posts. A renderer that posts through
 * main cannot be told, so the channel is closed at both ends, with a warning in the log. What was accepted before (queued
 * messages that follow a port, news of a close) waits for room instead.
 *
 * <p>Frames of one renderer are to be given to it in the order they came, each before the next; a {@link
 * MalformedFrameException} means that the renderer broke the protocol and is to be cut off.
 *
 * <p>Thread-safe. Frames are posted under the lock of the port space; lock order: port space, then the peer's queue.
 */
public final class PortRouter {
    private static final Logger log = LoggerFactory.getLogger(PortRouter.class);

    private final PortSpace space;
    private final Object lock;

    @GuardedBy("lock") private final Map<RendererPeer, PeerPorts> peers = new HashMap<>();

    /**
     * Makes a router without ports.
     *
     * @param loop runs the listeners of main's own ports
     * @param uncaught is told, on the loop, what a listener threw and which message could not be read
     * @param queueBound how many bytes may wait at a port
     */
    public PortRouter(EventLoop loop, Consumer<Throwable> uncaught, long queueBound) {
        this.space = new PortSpace(loop, uncaught, queueBound);
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
     * @throws IllegalArgumentException if a port is null, already neutered, or a duplicate
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
     * Relays a message that a renderer posted to a port it holds.
     *
     * @throws MalformedFrameException if it does not hold that port, or one that it transfers with the message
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
            try {
                if (!end.post(mail)) {
                    space.discard(mail.ports()); // an end was closed while the message was under way
                }
            } catch (QueueFullException full) {
                cut(end, mail, ports, full);
            }
        }
    }

    /**
     * Passes on a message that reached a renderer after, or waited when, it had transferred the port away.
     *
     * @throws MalformedFrameException if no message of that port is to come back
     */
    public void returned(RendererPeer from, Upstream.PortReturned frame) {
        PeerPorts ports = portsOf(from);
        synchronized (lock) {
            if (ports.isGone()) {
                return;
            }
            ReturnLine line = ports.line(frame.port());
            Mail mail = new Mail(frame.message(), ports.receive(frame.ports()));
            try {
                line.returned(mail);
            } catch (QueueFullException full) {
                cut(line.end(), mail, ports, full);
            }
            ports.settle(frame.port(), line);
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

    @GuardedBy("lock") private void cut(PortEnd end, Mail mail, PeerPorts from, QueueFullException full) {
        log.warn("A channel is closed, as what {} posts to it finds no room: {}", from, full.getMessage());
        space.discard(mail.ports());
        end.cut();
    }
}

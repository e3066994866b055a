package dev.covalent.main.rmi;

import dev.covalent.common.frame.Introduction;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.frame.Welcome;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.rmi.RemoteMessageLink;
import dev.covalent.common.rmi.WireForm;
import dev.covalent.main.dispatch.Dispatcher;
import dev.covalent.main.dispatch.Processes;
import dev.covalent.main.session.RendererSession;
import java.io.InterruptedIOException;
import java.rmi.RemoteException;
import java.rmi.ServerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** The message link, as RMI exports it. Thread-safe; runs on the threads of RMI's connections. */
final class MessageLinkServer implements RemoteMessageLink {
    /** An empty answer now and then costs nothing, and no call waits for ever. */
    private static final Duration IDLE_LIMIT = Duration.ofSeconds(30);

    private final Callers callers;
    private final Dispatcher dispatcher;
    private final Processes processes;
    private final Function<RendererSession, Welcome> welcomes;

    /**
     * Makes the server.
     *
     * @param welcomes makes what a renderer is told when it connects
     */
    MessageLinkServer(
            Callers callers, Dispatcher dispatcher, Processes processes, Function<RendererSession, Welcome> welcomes) {
        this.callers = callers;
        this.dispatcher = dispatcher;
        this.processes = processes;
        this.welcomes = welcomes;
    }

    @Override
    public byte[] open(byte[] introduction) {
        RendererSession session = callers.newcomer();
        Introduction decoded = strictly(
                session, () -> Introduction.decode(WireForm.read(introduction).head()));
        String title = strictly(session, () -> processes.connected(session, decoded))
                .orElseThrow(() -> new IllegalStateException("Session " + session.id() + " has ended"));
        byte[] welcome = welcomes.apply(session).titled(title).encode();
        session.letIn();
        return welcome;
    }

    @Override
    public Object deliver(Object batch) throws RemoteException {
        RendererSession session = callers.current();
        return deliver(session, () -> FrameBatch.decode(WireForm.read(batch)));
    }

    @Override
    public Object deliverOne(long number, Object frame) throws RemoteException {
        RendererSession session = callers.current();
        return deliver(session, () -> FrameBatch.ofOne(number, WireForm.read(frame)));
    }

    private Object deliver(RendererSession session, Supplier<FrameBatch> batch) throws RemoteException {
        return interruptibly(() ->
                WireForm.of(new FrameBatch(0, dispatcher.deliver(session, strictly(session, batch))).encode()));
    }

    @Override
    public Object request(long sequence, Object request) throws RemoteException {
        RendererSession session = callers.current();
        return interruptibly(() -> WireForm.of(dispatcher
                .request(session, sequence, strictly(session, () -> Request.decode(WireForm.read(request))))
                .encode()));
    }

    @Override
    public void cancel(Object batch) {
        RendererSession session = callers.current();
        strictly(session, () -> {
            List<Upstream.Cancel> cancels = cancels(batch);
            cancels.forEach(cancel -> dispatcher.giveUpAhead(session, cancel));
            return cancels;
        });
    }

    private static List<Upstream.Cancel> cancels(Object batch) {
        List<Upstream.Cancel> cancels = new ArrayList<>();
        for (Payload encoded : FrameBatch.decode(WireForm.read(batch)).frames()) {
            Upstream frame = Upstream.decode(encoded);
            if (!(frame instanceof Upstream.Cancel cancel)) {
                throw new MalformedFrameException("A " + frame.getClass().getSimpleName() + " came ahead");
            }
            cancels.add(cancel);
        }
        return cancels;
    }

    @Override
    public void abandon(long sequence) {
        RendererSession session = callers.current();
        try {
            dispatcher.abandoned(session, sequence);
        } catch (MalformedFrameException malformed) {
            processes.cut(session, String.valueOf(malformed.getMessage()));
            throw malformed;
        }
    }

    @Override
    public Object receive(long acknowledgedUpTo) throws RemoteException {
        RendererSession session = callers.current();
        Object batch;
        try {
            batch = interruptibly(
                    () -> WireForm.of(fetch(session, acknowledgedUpTo).encode()));
        } catch (IllegalArgumentException | IllegalStateException refused) {
            processes.cut(session, String.valueOf(refused.getMessage()));
            throw refused;
        }
        if (session.isGone()) {
            throw new IllegalStateException("Session " + session.id() + " has ended");
        }
        return batch;
    }

    private FrameBatch fetch(RendererSession session, long acknowledgedUpTo) throws InterruptedException {
        session.outbox().acknowledge(acknowledgedUpTo);
        dispatcher.acknowledged(session);
        return session.outbox().fetch(acknowledgedUpTo, IDLE_LIMIT);
    }

    /** Does what a renderer that breaks the protocol is cut off for. */
    private <T> T strictly(RendererSession session, Supplier<T> decoding) {
        try {
            return decoding.get();
        } catch (MalformedFrameException malformed) {
            processes.cut(session, String.valueOf(malformed.getMessage()));
            throw malformed;
        }
    }

    static Object interruptibly(Interruptible work) throws RemoteException {
        try {
            return work.run();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServerException("Interrupted", new InterruptedIOException());
        }
    }

    /** Work that may be interrupted. */
    @FunctionalInterface
    interface Interruptible {
        Object run() throws InterruptedException;
    }
}

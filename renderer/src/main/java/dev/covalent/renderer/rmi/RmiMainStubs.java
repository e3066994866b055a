package dev.covalent.renderer.rmi;

import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.RequestSubject;
import dev.covalent.common.frame.Welcome;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.rmi.RegistryClient;
import dev.covalent.common.rmi.RemoteBrowserWindow;
import dev.covalent.common.rmi.RemoteGlobalRegistry;
import dev.covalent.common.rmi.RemoteMessageLink;
import dev.covalent.common.rmi.RemoteWebContents;
import dev.covalent.common.rmi.RmiSettings;
import dev.covalent.common.rmi.WireForm;
import dev.covalent.common.transport.CallDeadline;
import dev.covalent.common.transport.Dialer;
import dev.covalent.renderer.link.MainStubs;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.rmi.MarshalException;
import java.rmi.NotBoundException;
import java.rmi.RemoteException;
import java.rmi.UnmarshalException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stubs from main's registry. {@code RemoteException} ends here: what it means for the caller is said by an exception
 * of ours.
 *
 * <p>Thread-safe.
 */
public final class RmiMainStubs implements MainStubs {
    private static final Logger log = LoggerFactory.getLogger(RmiMainStubs.class);

    /** How long an introduction may take where somebody waits for it. */
    public static final Duration OPEN_LIMIT = Duration.ofSeconds(10);

    private static final Duration LOOKUP_LIMIT = Duration.ofSeconds(5);

    private final RemoteMessageLink link;
    private final LazyStub<RemoteGlobalRegistry> globals;
    private final LazyStub<RemoteBrowserWindow> windows;
    private final LazyStub<RemoteWebContents> contents;

    private RmiMainStubs(RegistryClient registry) throws RemoteException, NotBoundException {
        link = registry.lookup(RemoteMessageLink.NAME, RemoteMessageLink.class);
        globals = new LazyStub<>(registry, RemoteGlobalRegistry.NAME, RemoteGlobalRegistry.class);
        windows = new LazyStub<>(registry, RemoteBrowserWindow.NAME, RemoteBrowserWindow.class);
        contents = new LazyStub<>(registry, RemoteWebContents.NAME, RemoteWebContents.class);
    }

    /**
     * Looks up the stub that every renderer needs; the others are looked up when they are first used.
     *
     * @throws PeerGoneException if the registry does not answer, or is not Covalent's
     */
    public static RmiMainStubs lookUp(Dialer dialer) {
        return lookUp(dialer, LOOKUP_LIMIT);
    }

    /**
     * Looks up the stub that every renderer needs; the others are looked up when they are first used.
     *
     * @param limit how long a lookup may take
     * @throws PeerGoneException if the registry does not answer, or is not Covalent's
     */
    public static RmiMainStubs lookUp(Dialer dialer, Duration limit) {
        RmiSettings.install();
        try {
            return new RmiMainStubs(new RegistryClient(dialer, limit));
        } catch (RemoteException | NotBoundException failed) {
            throw new PeerGoneException(
                    "The registry of the main process could not be used: " + failed.getMessage(), failed);
        }
    }

    /**
     * Introduces this renderer; the first call.
     *
     * @param limit how long it may take
     * @throws SecurityException if main does not let it in
     */
    public Welcome open(Introduction introduction, Duration limit) {
        byte[] said = introduction.encode();
        return Welcome.decode(bounded(limit, cut -> {}, () -> "opening of the link", () -> opened(said)));
    }

    /**
     * RMI takes a connection for alive that was of use a moment ago, even if a spare that has got its page has hung it up
     * since. Nothing has left this process then, and the next call makes a connection of its own.
     */
    private byte[] opened(byte[] introduction) throws RemoteException {
        try {
            return link.open(introduction);
        } catch (MarshalException | UnmarshalException broken) {
            if (!(broken.getCause() instanceof SocketException)) {
                throw broken;
            }
            log.debug("The connection broke during the opening of the link; once more", broken);
            return link.open(introduction);
        }
    }

    @Override
    public Payload deliver(FrameBatch batch) {
        return connected(() -> "delivery", () -> send(batch));
    }

    @Override
    public Payload deliver(FrameBatch batch, Supplier<String> what, Duration limit, Consumer<Runnable> cutter) {
        return bounded(limit, cutter, what, () -> send(batch));
    }

    @Override
    public Payload request(long sequence, Request request, Duration limit, Consumer<Runnable> cutter) {
        return bounded(limit, cutter, () -> RequestSubject.of(request), () -> send(sequence, request));
    }

    @Override
    public void cancel(FrameBatch cancels) {
        connected(() -> "cancel", () -> {
            link.cancel(WireForm.of(cancels.encode()));
            return Payload.NONE;
        });
    }

    @Override
    public void abandon(long sequence) {
        connected(() -> "giving up of a request", () -> {
            link.abandon(sequence);
            return Payload.NONE;
        });
    }

    @Override
    public Payload receive(long acknowledgedUpTo) {
        return connected(() -> "wait for messages", () -> WireForm.read(link.receive(acknowledgedUpTo)));
    }

    private Payload send(FrameBatch batch) throws RemoteException {
        return WireForm.read(
                batch.frames().size() == 1
                        ? link.deliverOne(
                                batch.first(), WireForm.of(batch.frames().get(0)))
                        : link.deliver(WireForm.of(batch.encode())));
    }

    private Payload send(long sequence, Request request) throws RemoteException {
        return WireForm.read(call(sequence, request));
    }

    private Object call(long sequence, Request request) throws RemoteException {
        if (request instanceof RemoteRequest.GlobalFind) {
            return globals.get().getGlobal(sequence, WireForm.of(request.encode()));
        }
        if (request instanceof RemoteRequest.BagCall || request instanceof RemoteRequest.ObjectCall) {
            return globals.get().call(sequence, WireForm.of(request.encode()));
        }
        if (request instanceof RemoteRequest.WindowFind find) {
            return windows.get().fromId(sequence, find.windowId());
        }
        if (request instanceof RemoteRequest.WindowList) {
            return windows.get().getAllWindows(sequence);
        }
        if (request instanceof RemoteRequest.ContentsFind find) {
            return contents.get().fromId(sequence, find.webContentsId());
        }
        return link.request(sequence, WireForm.of(request.encode()));
    }

    private static <T> T bounded(Duration limit, Consumer<Runnable> cutter, Supplier<String> what, RemoteCall<T> call) {
        CallDeadline deadline = CallDeadline.start(limit);
        try (deadline) {
            cutter.accept(deadline::cut);
            return connected(what, call);
        }
    }

    private static <T> T connected(Supplier<String> what, RemoteCall<T> call) {
        try {
            return call.run();
        } catch (RemoteException failed) {
            if (Thread.currentThread().isInterrupted()) { // which closes the connection of this call, and no other
                throw new CancellationException(
                        "Interrupted while waiting for the " + what.get() + "; it may still run");
            }
            if (isTimeout(failed)) {
                throw new IpcTimeoutException("The main process did not answer the " + what.get() + " in time"
                        + "; it may still run. Is main stopped, or its loop busy?");
            }
            throw new PeerGoneException("The connection to the main process broke during the " + what.get(), failed);
        } catch (IllegalStateException | IllegalArgumentException refused) {
            throw new PeerGoneException(
                    "The main process ended this renderer's session: " + refused.getMessage(), refused);
        }
    }

    private static boolean isTimeout(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    /** One remote call. */
    @FunctionalInterface
    private interface RemoteCall<T> {
        T run() throws RemoteException;
    }
}

package dev.covalent.main.rmi;

import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.Request;
import dev.covalent.common.rmi.RemoteBrowserWindow;
import dev.covalent.common.rmi.RemoteGlobalRegistry;
import dev.covalent.common.rmi.RemoteWebContents;
import dev.covalent.common.rmi.WireForm;
import dev.covalent.main.dispatch.Dispatcher;
import dev.covalent.main.dispatch.Processes;
import dev.covalent.main.session.RendererSession;
import java.rmi.RemoteException;

/** The public names of the registry, as RMI exports them. Thread-safe; they run on the threads of RMI's connections. */
final class RegistryServers {
    private final Callers callers;
    private final Dispatcher dispatcher;
    private final Processes processes;

    RegistryServers(Callers callers, Dispatcher dispatcher, Processes processes) {
        this.callers = callers;
        this.dispatcher = dispatcher;
        this.processes = processes;
    }

    RemoteGlobalRegistry globalRegistry() {
        return new GlobalRegistryServer();
    }

    RemoteBrowserWindow browserWindow() {
        return new BrowserWindowServer();
    }

    RemoteWebContents webContents() {
        return new WebContentsServer();
    }

    private Object request(long sequence, Request request) throws RemoteException {
        RendererSession session = callers.current();
        return MessageLinkServer.interruptibly(
                () -> WireForm.of(dispatcher.request(session, sequence, request).encode()));
    }

    private Object globalRequest(long sequence, Object wire, boolean lookup) throws RemoteException {
        try {
            Request request = Request.decode(WireForm.read(wire));
            boolean allowed = lookup
                    ? request instanceof RemoteRequest.GlobalFind
                    : request instanceof RemoteRequest.BagCall || request instanceof RemoteRequest.ObjectCall;
            if (!allowed) {
                throw new MalformedFrameException(
                        "The GlobalRegistry takes no " + request.getClass().getSimpleName());
            }
            return request(sequence, request);
        } catch (MalformedFrameException malformed) {
            processes.cut(callers.current(), String.valueOf(malformed.getMessage()));
            throw malformed;
        }
    }

    private final class GlobalRegistryServer implements RemoteGlobalRegistry {
        @Override
        public Object getGlobal(long sequence, Object request) throws RemoteException {
            return globalRequest(sequence, request, true);
        }

        @Override
        public Object call(long sequence, Object request) throws RemoteException {
            return globalRequest(sequence, request, false);
        }
    }

    private final class BrowserWindowServer implements RemoteBrowserWindow {
        @Override
        public Object fromId(long sequence, int windowId) throws RemoteException {
            return request(sequence, new RemoteRequest.WindowFind(windowId));
        }

        @Override
        public Object getAllWindows(long sequence) throws RemoteException {
            return request(sequence, new RemoteRequest.WindowList());
        }
    }

    private final class WebContentsServer implements RemoteWebContents {
        @Override
        public Object fromId(long sequence, int webContentsId) throws RemoteException {
            return request(sequence, new RemoteRequest.ContentsFind(webContentsId));
        }
    }
}

package dev.covalent.renderer.remote;

import dev.covalent.common.frame.Deadlines;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.remote.RemoteInterface;
import dev.covalent.common.remote.RemoteMethod;
import dev.covalent.renderer.link.MainLink;
import dev.covalent.renderer.link.Question;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a page calls when it calls a typed object of main's. Every method of the interface goes to main, default methods
 * too, because the implementation may override them; only the methods of {@code Object} and the bridges that javac made
 * run here.
 *
 * <p>Immutable.
 */
final class TypedProxy implements InvocationHandler {
    private final MainLink link;
    private final CallbackTable callbacks;
    private final String name;
    private final RemoteInterface type;

    TypedProxy(MainLink link, CallbackTable callbacks, String name, RemoteInterface type) {
        this.link = link;
        this.callbacks = callbacks;
        this.name = name;
        this.type = type;
    }

    Object newProxy() {
        return Proxy.newProxyInstance(type.type().getClassLoader(), new Class<?>[] {type.type()}, this);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        RemoteMethod remote = type.find(method);
        if (remote != null) {
            return remote.answer() == RemoteMethod.Answer.STAGE ? ask(remote, args) : call(remote, args);
        }
        if (type.isLocal(method)) {
            return type.runLocally(proxy, method, args);
        }
        return switch (method.getName()) {
            case "equals" -> args != null && args[0] == proxy;
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "remote object '" + name + "' (" + type + ")";
        };
    }

    private @Nullable Object call(RemoteMethod method, @Nullable Object @Nullable [] args) {
        Payload arguments = method.encodeArguments(args, callbacks);
        return method.decodeResult(link.call(new Request.ObjectCall(name, method.key(), arguments)));
    }

    private CompletableFuture<@Nullable Object> ask(RemoteMethod method, @Nullable Object @Nullable [] args) {
        Payload arguments;
        try {
            arguments = method.encodeArguments(args, callbacks);
        } catch (RuntimeException uncloneable) {
            return CompletableFuture.failedFuture(uncloneable);
        }
        long deadlineMillis = Deadlines.millis(link.requestTimeout());
        return link.ask(
                request -> new Upstream.ObjectInvoke(request, name, method.key(), deadlineMillis, arguments),
                new ObjectCall(name, method, deadlineMillis));
    }

    /** A call of a method that returns a stage. */
    private record ObjectCall(String name, RemoteMethod method, long deadlineMillis)
            implements Question<@Nullable Object> {

        @Override
        @SuppressWarnings("NullAway") // the type of the answer is nullable
        public @Nullable Object answer(Payload value) {
            return method.decodeResult(value);
        }

        @Override
        public String toString() {
            return "call of '" + name + "." + method.name() + "'";
        }
    }
}

package dev.covalent.renderer.remote;

import dev.covalent.common.MissingRemoteObjectException;
import dev.covalent.common.RemoteCallException;
import dev.covalent.common.frame.Deadlines;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.remote.DeclaredException;
import dev.covalent.common.remote.HeldObject;
import dev.covalent.common.remote.HeldReferences;
import dev.covalent.common.remote.ObjectSpace;
import dev.covalent.common.remote.RemoteInterface;
import dev.covalent.common.remote.RemoteMethod;
import dev.covalent.renderer.RemoteReference;
import dev.covalent.renderer.link.Question;
import java.lang.ref.Reference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a page calls when it calls an object of main's. Every method of the interface goes to main, default methods too,
 * because the implementation may override them; only the methods of {@code Object}, the bridges that javac made and the
 * default methods of the JDK's interfaces run here.
 *
 * <p>Proxies of one object are equal, whatever interfaces it was passed as.
 *
 * <p>Thread-safe.
 */
final class TypedProxy implements InvocationHandler, HeldObject, RemoteReference {
    private final RemoteAccess access;
    private final ObjectReference reference;
    private final RemoteInterface type;
    private volatile boolean released;

    TypedProxy(RemoteAccess access, ObjectReference reference, RemoteInterface type) {
        this.access = access;
        this.reference = reference;
        this.type = type;
    }

    /** Returns what is behind a proxy. */
    static TypedProxy behind(Object proxy) {
        return (TypedProxy) Objects.requireNonNull(Proxy.getInvocationHandler(proxy));
    }

    Object newProxy() {
        return Proxy.newProxyInstance(type.type().getClassLoader(), new Class<?>[] {type.type()}, this);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        try {
            return answer(proxy, method, args);
        } finally {
            Reference.reachabilityFence(proxy); // else main might be told that nobody holds it, and then be called
            Reference.reachabilityFence(args); // which may have proxies, too
        }
    }

    private @Nullable Object answer(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        RemoteMethod remote = type.find(method);
        if (remote != null) {
            return remote.answer() == RemoteMethod.Answer.STAGE ? ask(remote, args) : call(remote, args);
        }
        if (type.isLocal(method)) {
            return type.runLocally(proxy, method, args);
        }
        return switch (method.getName()) {
            case "equals" -> args != null && isSameObject(args[0]);
            case "hashCode" -> 31 * System.identityHashCode(access) + Long.hashCode(reference.number());
            default -> toString();
        };
    }

    @Override
    public HeldReferences table() {
        return access.held();
    }

    @Override
    public long number() {
        return reference.number();
    }

    @Override
    public String name() {
        return reference.label();
    }

    @Override
    public boolean isReleased() {
        return released;
    }

    @Override
    public void close() {
        released = true;
        access.held().let(this, type);
    }

    @Override
    public String toString() {
        return "remote object '" + reference.label() + "' (" + type + ")";
    }

    private @Nullable Object call(RemoteMethod method, @Nullable Object @Nullable [] args) throws Throwable {
        Parcel arguments = encode(method, args);
        try {
            Parcel result = access.link()
                    .call(
                            new RemoteRequest.ObjectCall(
                                    reference.number(), reference.label(), method.key(), arguments),
                            () -> access.space().retract(arguments));
            return method.decodeResult(result, access.space());
        } catch (RemoteCallException failed) {
            throw DeclaredException.rebuilt(method, failed);
        }
    }

    private CompletableFuture<@Nullable Object> ask(RemoteMethod method, @Nullable Object @Nullable [] args) {
        return ask(method, args, call -> call);
    }

    /**
     * Asks for a call of a method by its name, also of one that does not return a stage, and gives something else when it
     * has returned.
     */
    <T> CompletableFuture<T> ask(String method, T answer, @Nullable Object... args) {
        RemoteMethod remote = type.methods().stream()
                .filter(known -> known.name().equals(method))
                .findFirst()
                .orElseThrow();
        return ask(remote, args, call -> new Answered<>(call, answer));
    }

    private <T> CompletableFuture<T> ask(
            RemoteMethod method, @Nullable Object @Nullable [] args, Function<ObjectCall, Question<T>> question) {
        Parcel arguments;
        try {
            arguments = encode(method, args);
        } catch (RuntimeException uncloneable) {
            return CompletableFuture.failedFuture(uncloneable);
        }
        long deadlineMillis = Deadlines.millis(access.link().requestTimeout());
        return access.link()
                .ask(
                        new RemoteRequest.ObjectCall(reference.number(), reference.label(), method.key(), arguments),
                        question.apply(new ObjectCall(
                                reference.label(), method, access.space(), arguments.references(), deadlineMillis)));
    }

    private Parcel encode(RemoteMethod method, @Nullable Object @Nullable [] args) {
        if (released) {
            throw new MissingRemoteObjectException("Cannot call " + method.described() + " on missing remote object '"
                    + reference.label() + "': this renderer has released it");
        }
        return method.encodeArguments(args, access.space());
    }

    private boolean isSameObject(@Nullable Object other) {
        return other != null
                && Proxy.isProxyClass(other.getClass())
                && Proxy.getInvocationHandler(other) instanceof TypedProxy same
                && same.access == access
                && same.reference.number() == reference.number();
    }

    /** A call of a method that returns a stage. */
    private record ObjectCall(
            String name, RemoteMethod method, ObjectSpace space, List<ObjectReference> passed, long deadlineMillis)
            implements Question<@Nullable Object> {

        @Override
        @SuppressWarnings("NullAway") // the type of the answer is nullable
        public @Nullable Object answer(Parcel value) {
            return method.decodeResult(value, space);
        }

        @Override
        public void notSent() {
            space.retract(new Parcel(Payload.NONE, passed));
        }

        @Override
        public Throwable failure(Throwable failure) {
            return failure instanceof RemoteCallException failed ? DeclaredException.rebuilt(method, failed) : failure;
        }

        @Override
        public String toString() {
            return "call of '" + name + "." + method.name() + "'";
        }
    }

    /** A call whose caller gets something else than it gave, as soon as that has arrived: no other future is between. */
    private record Answered<T>(ObjectCall call, T answer) implements Question<T> {

        @Override
        public long deadlineMillis() {
            return call.deadlineMillis();
        }

        @Override
        public T answer(Parcel value) {
            Object unused = call.answer(value);
            return answer;
        }

        @Override
        public void notSent() {
            call.notSent();
        }

        @Override
        public Throwable failure(Throwable failure) {
            return call.failure(failure);
        }

        @Override
        public String toString() {
            return call.toString();
        }
    }
}

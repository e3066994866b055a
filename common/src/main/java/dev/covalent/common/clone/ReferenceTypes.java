package dev.covalent.common.clone;

/** Which types are those of objects that are referred to and not copied. Implementations are immutable. */
public interface ReferenceTypes {

    /** Tells whether what has the type is referred to. */
    boolean isReference(Target type);

    /** Tells whether what has the type may be referred to, or have parts that are. */
    boolean mayRefer(Target type);
}

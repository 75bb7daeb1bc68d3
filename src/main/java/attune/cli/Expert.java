package attune.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks an option that few people need: {@code --help} leaves it out, {@code --help --all} lists it under its topic. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@interface Expert {
    /** The topic it is listed under. */
    Topic value();
}

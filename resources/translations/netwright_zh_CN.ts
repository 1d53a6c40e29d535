<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Netwright</name>
        <message>
            <source>150 flowers of three species, by the size of their petals and sepals</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>178 wines of three cultivars, by 13 chemical measurements</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>1797 handwritten digits as grey pictures of 8 × 8 pixels</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>20 men in a gym: three exercises predict three body measurements</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>20 random features and three random classes: nothing to learn but by heart</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>442 patients: the progress of diabetes after a year, a number</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>569 tumours, malignant or benign, by 30 measurements of their cells</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>A layer can't be called “{name}”: PyTorch uses that name. Choose another.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>A layer can't be called “{name}”: use letters, digits and underscores, beginning with a letter.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>A layer can't stand above the input. Put it below.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>A loss term looks at a layer that is no output of the network. Choose another.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>A small circle inside a large one</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>A straight line to fit: y = 2x</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Column “{column}” has no values: set its role to ignore.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Column “{column}” has {count} classes where the task is binary: choose the multiclass task.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Column “{column}” has {found} rows where “{first}” has {expected}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Every row has the same class “{name}” in column “{column}”: there is nothing to learn. Choose another target.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Four clouds in the corners; the same class where the signs agree</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Linear needs at least one dimension, but gets a single number. Put a Flatten before it.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>No row has a target: choose another target column.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>No row is complete: fill missing values instead of dropping their rows.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>No training row has a value for {column}: it is filled with 0.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>No training row is of class “{name}”: it can't be learnt.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>One wave to fit: y = sin x</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Random pictures of 32 × 32 pixels with two random numbers to predict</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Row {row} has no value for “{column}”: give one.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Row {row} of column “{column}” holds {value}, more than a float32 can: give the column a larger unit.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Row {row} of column “{column}” holds “{value}” where a number is expected. Mend that value, or read the column as a category.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Row {row} of column “{column}” holds “{value}”, which training never saw: it counts as none of its categories.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Row {row} of {table} has {found} values where there are {expected} columns.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Some classes have too few rows to be shared out evenly: split by chance instead.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The input stays at the top.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The loss looks at “{output}”, which is not an output of the network.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The network has no input. Add an Input layer at the top.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The network has no output. Add a layer after the input.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The network has nothing to learn. Add a layer with weights, such as Linear.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The rows have no column “{column}”. Needed are: {needed}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The shares of training, validation and test rows must add up to 1 with some rows for training, not {train} + {validation} + {test}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>There is no built-in data set called “{name}”. There are: {known}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>There is no generated data set called “{name}”. There are: {known}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>There is no output {port} to connect to; it has {count}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>There is no {what} called “{name}”. Known: {known}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This can't be moved there: {taker} takes its input from {giver}, which would come after it.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This machine has no CUDA device. Choose “cpu” or “auto”.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Three round clouds</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Training needs a network with exactly one input.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Two columns of {table} are called “{name}”: give one another name.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Two half moons, one hooked into the other</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Two layers are called “{name}”: give one another name.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Two spirals wound into each other</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>a list of numbers</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>a list of whole numbers</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>a number</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>a number above {low}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>a number above {low} and at most {high}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>a number below {high}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>a number between {low} and {high}, both excluded</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>a number of at least {low} and below {high}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>a whole number</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>a whole number of at least {low}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>a whole number of at least {low}, or {dims} of them</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>gradient clipping</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>layer</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>loss</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>needs at least {low} inputs, but has {found}. Connect another layer to it.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>needs exactly {low} inputs, but has {found}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>nesterov needs a momentum above 0 and a dampening of 0.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>one of {options}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>optimizer</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>random_images makes at most {most} pictures, not {size}: choose a smaller size.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>schedule</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>stopping rule</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>takes {low} to {high} inputs, but has {found}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>true or false</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count} missing values in {column}, filled with the training mean</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count} missing values in {column}, filled with the training median</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count} missing values in {column}, filled with zero</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count} missing values in {column}, their rows left out</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count} rows without a target are left out.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{field} must be {expected}, not {value}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{field}: {reason}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{kind} from {low} to {high}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{kind} of at least {low}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{kind} of at most {high}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{layer} has no {weight}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{layer} takes its input from a layer that does not come before it.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{layer}: {reason}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{loss} needs classes, but the target is a number. Use MSE, MAE or Huber.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{loss} needs {wanted} from “{layer}”, but it gives {found}. Change its size, or the loss.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{owner} can't be initialised by {kind}: {reason}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{owner} has no parameter “{name}”. It has: {known}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{owner}: {reason}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{rows} rows are too few for this split: no row is left for training. Give training a larger share.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{size}, or {words}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{source} can't feed {target}: data flows downwards only. Move {target} below {source} first.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{table} has no rows: type some in.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{target} already takes {source}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{target} is an input and takes no connection.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{target} needs its only input. Connect another layer to it instead.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{width} input values can't be shaped as {shape}, which takes {needed}: change the shape or the columns used.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>“{layer}” can't be deleted: the network takes its data there.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>“{layer}” takes samples of shape {expected}, but the data has {given}. Choose “Fit the network to the data”, or set the input's shape.</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
</TS>

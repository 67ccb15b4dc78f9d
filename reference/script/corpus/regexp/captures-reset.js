observe('reset', [.../(?:(a)|(b))*/.exec('ab')]); observe('nested', [.../(z)((a+)?(b+)?(c))*/.exec('zaacbbbcac')]);
observe('greedy', [.../(a*)*/.exec('b')]); observe('lazy', [.../(a*?)b\1/.exec('aabaaaac')]);
